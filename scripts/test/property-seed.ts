import fc from 'fast-check';

/**
 * Property tests draw the same cases wherever a version is tested, so that it passes everywhere or nowhere;
 * `FAST_CHECK_SEED` says which others (`npm run check:properties` draws new ones).
 */
const seed = Number(process.env.FAST_CHECK_SEED ?? 1);
if (!Number.isInteger(seed)) throw new TypeError('FAST_CHECK_SEED is no whole number');
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
