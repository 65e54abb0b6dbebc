import '@tensorflow/tfjs-backend-cpu';
import { env } from '@tensorflow/tfjs-core';
import './tensor-methods.ts';

// tfjs advertises another package on stderr when the first tensor is made; its own switch for that is PROD.
env().set('PROD', true);
