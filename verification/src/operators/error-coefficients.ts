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

/** (Φ(x) - 1/2)/x with z = x², on z in [0, 0.65²]. */
export const NORMAL_POLYNOMIAL = [
  0x3ecc_422a, // 0.398942292
  0xbd88_2c1c, // -0.066490382
  0x3c23_6819, // 0.00997354928
  0xba9b_9d61, // -0.00118724641
  0x38f1_4b92, // 0.000115058516
  0xb710_f6c0, // -0.00000864051981
] as const;

/** a·Φ(-a)·e^(a²/2) with u = (a - 1.5)/(a + 1.5), a in [0.65, 14.6]. */
export const NORMAL_TAIL_POLYNOMIAL = [
  0x3e9e_0a20, // 0.308670998
  0x3e58_302a, // 0.211121231
  0xbe01_541e, // -0.126297444
  0xbca2_2f82, // -0.0197980441
  0x3c91_8bd7, // 0.0177668761
  0x3c30_d31d, // 0.0107925208
  0x3a52_66cb, // 0.00080261816
  0xbb1f_db52, // -0.00243921997
  0xbb07_de53, // -0.00207318808
  0xba2c_a442, // -0.000658575562
  0x3a72_be07, // 0.000925988366
  0x390c_149e, // 0.000133591209
] as const;
