/**
 * Every constant of the elementary functions, as f32 bits. exp, log and tanh use polynomials that interpolate the
 * function named at the Chebyshev nodes of the interval named, computed in f64 and rounded to f32 once. They are
 * part of the protocol: other bits are another protocol.
 */

export const ZERO = 0x0000_0000;
export const HALF = 0x3f00_0000; // 0.5
export const ONE = 0x3f80_0000; // 1
export const TWO = 0x4000_0000; // 2
export const MINUS_ONE = 0xbf80_0000; // -1
export const INFINITY = 0x7f80_0000; // +∞
export const MINUS_INFINITY = 0xff80_0000; // -∞
export const NAN = 0x7fc0_0000; // the canonical NaN

/** Below this, e^x rounds to 0: -104 < -150·ln 2. */
export const EXP_LOW = 0xc2d0_0000; // -104
/** Above this, e^x overflows: 89 > 128·ln 2. */
export const EXP_HIGH = 0x42b2_0000; // 89
export const LOG2_E = 0x3fb8_aa3b; // 1.44269502, log2(e)
/** ln 2 in two parts (Cody and Waite): the first has 9 significant bits, so k·LN2_HIGH is exact for |k| < 2^15. */
export const LN2_HIGH = 0x3f31_8000; // 0.693359375 = 355/512
export const LN2_LOW = 0xb95e_8083; // -2.12194442e-4 = ln 2 - 355/512

/** (e^r - 1 - r)/r² on [-ln2/2, ln2/2]; coefficient i belongs to r^i. */
export const EXP_POLYNOMIAL = [
  0x3f00_0000, // 0.5
  0x3e2a_aaab, // 0.16666667
  0x3d2a_aa75, // 0.041666467
  0x3c08_8870, // 0.008333311
  0x3ab6_a18b, // 0.0013933641
  0x3950_9272, // 0.00019890981
] as const;

export const SQRT_TWO = 0x3fb5_04f3; // 1.41421354
/** Subnormals lie below this … */
export const SMALLEST_NORMAL = 0x0080_0000; // 2^-126
/** … and are made normal by this. */
export const TWO_24 = 0x4b80_0000; // 2^24
export const MINUS_24 = 0xc1c0_0000; // -24

/** (ln(1+f) - f + f²/2)/f³ on [√½ - 1, √2 - 1]; coefficient i belongs to f^i. */
export const LOG_POLYNOMIAL = [
  0x3eaa_aaaa, // 0.3333333
  0xbe7f_fffe, // -0.24999997
  0x3e4c_cead, // 0.20000716
  0xbe2a_ada5, // -0.16667802
  0x3e11_e90d, // 0.14249058
  0xbdfe_7a63, // -0.12425687
  0x3def_5141, // 0.1168542
  0xbdeb_1ade, // -0.11479734
  0x3d8e_c752, // 0.069716114
] as const;

/** tanh is its own polynomial below this and comes from exp above. */
export const TANH_SPLIT = 0x3f20_0000; // 0.625

/** (tanh(x)/x - 1)/z with z = x², on z in [0, 0.625²]; coefficient i belongs to z^i. */
export const TANH_POLYNOMIAL = [
  0xbeaa_aaa9, // -0.3333333
  0x3e08_870e, // 0.1333277
  0xbd5c_92c5, // -0.05385091
  0x3cac_0247, // 0.020997179
  0xbbc7_c6f2, // -0.006096714
] as const;

/** 3·(atanh(s)/s - 1 - z/3)/z² with z = s², on z in [0, 0.17157²]; coefficient i belongs to z^i. */
export const POWER_POLYNOMIAL = [
  0x3f19_999a, // 0.600000024
  0x3edb_6db6, // 0.428571403
  0x3eaa_ab39, // 0.333337575
  0x3e8b_6e58, // 0.272326231
  0x3e7c_09da, // 0.246131331
] as const;
