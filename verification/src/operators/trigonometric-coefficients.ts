// Of sin, cos and tan. The polynomials are derived like those in coefficients.ts.

/** (sin(y)/y - 1)/z with z = y², on z in [0, (π/4)²]; coefficient i belongs to z^i. */
export const SIN_POLYNOMIAL = [
  0xbe2a_aaab, // -0.166666672
  0x3c08_8887, // 0.00833333191
  0xb950_09d3, // -0.000198400856
  0x3636_dee4, // 0.00000272498528
] as const;

/** (cos(y) - 1 + z/2)/z² with z = y², on z in [0, (π/4)²]; coefficient i belongs to z^i. */
export const COS_POLYNOMIAL = [
  0x3d2a_aaab, // 0.0416666679
  0xbab6_0b60, // -0.00138888881
  0x37d0_0ae2, // 0.0000248005999
  0xb492_9223, // -2.73009476e-7
] as const;

/**
 * 1/(2π) as Σ piece_j·2^(-12·(j + 1)): pieces of 12 bits with a sign, so that a product with a half of an f32 is exact.
 * 180 bits are enough for the largest f32 and the one that comes nearest to a multiple of π/2.
 */
export const TURN_PIECES = [
  652, -415, -583, 913, 85, -1409, 157, 1524, 2005, -713, 1795, 1753, -1450, 1615, 270,
] as const;

/** π/2 in three parts (Cody and Waite): 18, 18 and 24 bits, so that products with whole numbers below 64 are exact. */
export const QUARTER_TURN = [
  0x3fc9_0fc0, // 1.57079315
  0x3655_1100, // 3.17493686e-6
  0x2c34_611a, // 2.56334407e-12
] as const;

/** π/2 in two parts, the first of 12 bits. */
export const QUARTER_TURN_HALVES = [
  0x3fc9_1000, // 1.57080078
  0xb695_777a, // -4.45445494e-6
] as const;
