import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

// Before every file: what tfjs itself makes of a model is computed on its cpu backend, whatever ran before.
await tf.setBackend('cpu');
