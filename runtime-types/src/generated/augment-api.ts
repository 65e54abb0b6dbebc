// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */

import './types-lookup.ts';
import './augment-api-consts.ts';
import './augment-api-errors.ts';
import './augment-api-events.ts';
import './augment-api-query.ts';
import './augment-api-tx.ts';
import './augment-api-rpc.ts';
import './augment-api-runtime.ts';
