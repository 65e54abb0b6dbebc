// Of erf and the normal distribution Φ(x) = (1 + erf(x/√2))/2. Derived like those in coefficients.ts.

/** (erf(x)/x - 1) with z = x², on z in [0, 0.9²]; coefficient i belongs to z^i. */
export const ERF_POLYNOMIAL = [
  0x3e03_75d3, // 0.128379151
  0xbec0_937e, // -0.376125276
  0x3de7_0f31, // 0.112821944
  0xbcdb_633d, // -0.0267807189
  0x3ba4_508b, // 0.00501448428
  0xba1f_fa70, // -0.000610268675
] as const;

/** ln(1 - erf(a)) on [0.9, 4]; coefficient i belongs to a^i. */
export const LOG_ERFC_POLYNOMIAL = [
  0x39a7_01ac, // 0.000318539678
  0xbf90_ab69, // -1.13023102
  0xbf21_bf36, // -0.631823897
  0xbde1_7561, // -0.110087164
  0x3cd8_7ec6, // 0.0264276378
  0xbb9c_0fcd, // -0.00476262579
  0x3a1c_a74d, // 0.000597585749
  0xb841_a011, // -0.0000461638592
  0x35dc_873d, // 0.00000164306368
] as const;

/** (Φ(x) - 1/2)/x with z = x², on z in [0, 0.6²]. */
export const NORMAL_POLYNOMIAL = [
  0x3ecc_422a, // 0.398942292
  0xbd88_2c1c, // -0.066490382
  0x3c23_681d, // 0.00997355301
  0xba9b_9e68, // -0.00118727703
  0x38f1_8181, // 0.000115158975
  0xb712_e0a6, // -0.00000875458318
] as const;

/** a·Φ(-a)·e^(a²/2) with u = (a - 1.5)/(a + 1.5), a in [0.6, 14.6]. */
export const NORMAL_TAIL_POLYNOMIAL = [
  0x3e9e_0a20, // 0.308670998
  0x3e58_302a, // 0.211121231
  0xbe01_541b, // -0.126297399
  0xbca2_2fe4, // -0.0197982267
  0x3c91_8995, // 0.0177657995
  0x3c30_e60b, // 0.010797034
  0x3a54_393e, // 0.000809568795
  0xbb22_8d85, // -0.00248035905
  0xbb06_e4ac, // -0.00205830764
  0xba0e_fd65, // -0.000545462884
  0x3a47_6a68, // 0.000760710333
  0x3954_221c, // 0.000202306022
] as const;
