import { buildBundle } from './node-bundle.ts';

await buildBundle();
