import * as tfl from '@tensorflow/tfjs-layers';

type Layer = tfl.layers.Layer;
/** tfjs does not export its type. */
type Cell = Exclude<Parameters<typeof tfl.layers.rnn>[0]['cell'], unknown[]>;
type Symbolic = tfl.SymbolicTensor;

/** A layer of tfjs-layers in a small model, and what becomes of it. */
export interface LayerCase {
  /** Of the layer's input, without the batch. */
  readonly shape: readonly number[];
  /** The layers, the one in question last; or a function of the input. */
  readonly layers: () => Layer | Layer[] | ((input: Symbolic) => Symbolic);
  /** The input holds whole numbers below this. */
  readonly wholeBelow?: number;
  /** No layer with weights stands before it. */
  readonly first?: boolean;
  readonly batchSize?: number;
  /** tfjs itself lacks the gradient: the program is only required to learn. */
  readonly alone?: boolean;
  /** What the error says, when it does not compile. */
  readonly refused?: RegExp;
}

const { layers: L } = tfl;

function merged(merge: () => Layer): LayerCase['layers'] {
  return () => (input) => {
    const branch = (): Symbolic => L.dense({ units: 3 }).apply(input) as Symbolic;
    return merge().apply([branch(), branch()]) as Symbolic;
  };
}

const [images, sequence, volume] = [
  [5, 5, 2],
  [3, 2],
  [2, 2, 2, 1],
];
const only = (name: string): RegExp => new RegExp(`^Cannot compile layer ${name}`);

/** One for each constructor in `tfl.layers`, aliases apart, and some with options that matter. */
export const LAYER_CASES: Readonly<Record<string, LayerCase>> = {
  activation: { shape: [4], layers: () => L.activation({ activation: 'swish' }) },
  add: { shape: [4], layers: merged(() => L.add()) },
  alphaDropout: { shape: [4], layers: () => L.alphaDropout({ rate: 0.3 }) },
  average: { shape: [4], layers: merged(() => L.average()) },
  averagePooling1d: { shape: [6, 2], layers: () => L.averagePooling1d({ poolSize: 2 }) },
  averagePooling2d: { shape: images, layers: () => L.averagePooling2d({ poolSize: 2 }) },
  averagePooling3d: {
    shape: volume,
    layers: () => L.averagePooling3d({ poolSize: 2, strides: 1, padding: 'valid' }),
    refused: only('average_pooling3_d_1'),
  },
  batchNormalization: { shape: images, layers: () => L.batchNormalization() },
  bidirectional: {
    shape: sequence,
    layers: () => L.bidirectional({ layer: L.lstm({ units: 2 }) as tfl.RNN, mergeMode: 'concat' }),
  },
  'bidirectional with dropout': {
    shape: sequence,
    layers: () => L.bidirectional({ layer: L.gru({ units: 2, dropout: 0.3 }) as tfl.RNN, mergeMode: 'sum' }),
  },
  categoryEncoding: {
    shape: [3],
    layers: () => L.categoryEncoding({ numTokens: 5, outputMode: 'multiHot' }),
    wholeBelow: 5,
    first: true,
    refused: only('category_encoding_1'),
  },
  centerCrop: {
    shape: images,
    layers: () => L.centerCrop({ height: 2, width: 2 }),
    refused: only('center_crop_1'),
  },
  concatenate: { shape: [4], layers: merged(() => L.concatenate()) },
  conv1d: { shape: [6, 2], layers: () => L.conv1d({ filters: 2, kernelSize: 3, strides: 2 }) },
  'conv1d, dilated': {
    shape: [6, 2],
    layers: () => L.conv1d({ filters: 2, kernelSize: 3, dilationRate: 2 }),
    alone: true,
  },
  conv2d: {
    shape: images,
    layers: () => L.conv2d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
  },
  'conv2d, channels first': {
    shape: [2, 5, 5],
    layers: () => L.conv2d({ filters: 2, kernelSize: 3, dataFormat: 'channelsFirst' }),
  },
  'conv2d, dilated': {
    shape: images,
    layers: () => L.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2 }),
    alone: true,
  },
  conv2dTranspose: {
    shape: [3, 3, 2],
    layers: () => L.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
  },
  conv3d: {
    shape: volume,
    layers: () => L.conv3d({ filters: 2, kernelSize: 2 }),
    refused: only('conv3_d_1'),
  },
  conv3dTranspose: {
    shape: volume,
    layers: () => L.conv3dTranspose({ filters: 2, kernelSize: 2 }),
    refused: only('conv3_d_transpose_1'),
  },
  convLstm2d: { shape: [2, 4, 4, 1], layers: () => L.convLstm2d({ filters: 2, kernelSize: 2 }) },
  'conv2dTranspose, dilated': {
    shape: [3, 3, 2],
    layers: () => L.conv2dTranspose({ filters: 2, kernelSize: 2, dilationRate: [1, 2] }),
    refused: /^Cannot compile layer conv2_d_transpose_1 .*dilationRate is 1 × 2/,
  },
  'conv2dTranspose, two strides': {
    shape: [3, 3, 2],
    layers: () => L.conv2dTranspose({ filters: 2, kernelSize: [3, 2], strides: [2, 3] }),
  },
  cropping2D: {
    shape: images,
    layers: () =>
      L.cropping2D({
        cropping: [
          [1, 1],
          [1, 0],
        ],
      }),
  },
  dense: { shape: [4], layers: () => L.dense({ units: 3, activation: 'gelu' }) },
  depthwiseConv2d: { shape: images, layers: () => L.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }) },
  'depthwiseConv2d, dilated': {
    shape: images,
    layers: () => L.depthwiseConv2d({ kernelSize: 2, dilationRate: 2 }),
    alone: true,
  },
  'depthwiseConv2d, strided': {
    shape: images,
    layers: () => L.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2 }),
  },
  dot: { shape: [4], layers: merged(() => L.dot({ axes: 1 })) },
  dropout: { shape: [4], layers: () => L.dropout({ rate: 0.3 }) },
  elu: { shape: [4], layers: () => L.elu() },
  embedding: {
    shape: [3],
    layers: () => L.embedding({ inputDim: 5, outputDim: 2 }),
    wholeBelow: 5,
    first: true,
  },
  'embedding that masks 0': {
    shape: [3],
    layers: () => [L.embedding({ inputDim: 5, outputDim: 2, maskZero: true }), L.gru({ units: 2 })],
    wholeBelow: 5,
    first: true,
  },
  flatten: { shape: sequence, layers: () => L.flatten() },
  gaussianDropout: { shape: [4], layers: () => L.gaussianDropout({ rate: 0.3 }) },
  gaussianNoise: { shape: [4], layers: () => L.gaussianNoise({ stddev: 0.3 }) },
  globalAveragePooling1d: { shape: sequence, layers: () => L.globalAveragePooling1d({}) },
  globalAveragePooling2d: { shape: images, layers: () => L.globalAveragePooling2d({}) },
  globalMaxPooling1d: { shape: sequence, layers: () => L.globalMaxPooling1d({}) },
  globalMaxPooling2d: { shape: images, layers: () => L.globalMaxPooling2d({}) },
  gru: { shape: sequence, layers: () => L.gru({ units: 3, returnSequences: true }) },
  'gru, backwards': {
    shape: sequence,
    layers: () => L.gru({ units: 3, goBackwards: true, activation: 'relu', recurrentActivation: 'sigmoid' }),
  },
  'gru with dropout': {
    shape: sequence,
    layers: () => L.gru({ units: 3, dropout: 0.3, recurrentDropout: 0.2 }),
  },
  layerNormalization: { shape: sequence, layers: () => L.layerNormalization() },
  'layerNormalization of two axes': {
    shape: [3, 4],
    layers: () => L.layerNormalization({ axis: [1, 2] }),
  },
  leakyReLU: { shape: [4], layers: () => L.leakyReLU() },
  lstm: { shape: sequence, layers: () => L.lstm({ units: 3, unitForgetBias: true }) },
  'lstm with dropout': {
    shape: sequence,
    layers: () => L.lstm({ units: 3, dropout: 0.3, recurrentDropout: 0.2 }),
  },
  masking: {
    shape: sequence,
    layers: () => [L.masking({ maskValue: 0 }), L.lstm({ units: 2 })],
    first: true,
  },
  maxPooling1d: { shape: [6, 2], layers: () => L.maxPooling1d({ poolSize: 2 }) },
  maxPooling2d: { shape: images, layers: () => L.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }) },
  maxPooling3d: {
    shape: volume,
    layers: () => L.maxPooling3d({ poolSize: 2, strides: 1, padding: 'valid' }),
    refused: only('max_pooling3_d_1'),
  },
  maximum: { shape: [4], layers: merged(() => L.maximum()) },
  minimum: { shape: [4], layers: merged(() => L.minimum()) },
  multiply: { shape: [4], layers: merged(() => L.multiply()) },
  permute: { shape: sequence, layers: () => L.permute({ dims: [2, 1] }) },
  prelu: { shape: [4], layers: () => L.prelu({ alphaInitializer: 'ones' }) },
  reLU: { shape: [4], layers: () => L.reLU({ maxValue: 0.5 }) },
  repeatVector: { shape: [3], layers: () => L.repeatVector({ n: 2 }) },
  rescaling: { shape: [4], layers: () => L.rescaling({ scale: 2, offset: 1 }) },
  reshape: { shape: [4], layers: () => L.reshape({ targetShape: [2, 2] }) },
  resizing: { shape: images, layers: () => L.resizing({ height: 2, width: 2 }), refused: only('resizing_1') },
  rnn: { shape: sequence, layers: () => L.rnn({ cell: L.simpleRNNCell({ units: 2 }) as Cell }) },
  separableConv2d: { shape: images, layers: () => L.separableConv2d({ filters: 2, kernelSize: 3 }) },
  'separableConv2d, dilated': {
    shape: images,
    layers: () => L.separableConv2d({ filters: 2, kernelSize: 2, dilationRate: 2 }),
    alone: true,
  },
  'separableConv2d, strided': {
    shape: images,
    layers: () =>
      L.separableConv2d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2 }),
  },
  simpleRNN: { shape: sequence, layers: () => L.simpleRNN({ units: 3 }) },
  softmax: { shape: [4], layers: () => L.softmax() },
  spatialDropout1d: { shape: [4, 2], layers: () => L.spatialDropout1d({ rate: 0.3 }) },
  stackedRNNCells: {
    shape: sequence,
    layers: () => {
      const cells = [L.gruCell({ units: 2 }), L.lstmCell({ units: 2 })] as Cell[];
      return L.rnn({ cell: L.stackedRNNCells({ cells }) as Cell });
    },
  },
  thresholdedReLU: {
    shape: [4],
    layers: () => L.thresholdedReLU({ theta: 0.1 }),
    refused: only('thresholded_re_lu_1'),
  },
  timeDistributed: { shape: sequence, layers: () => L.timeDistributed({ layer: L.dense({ units: 2 }) }) },
  'timeDistributed dropout': {
    shape: sequence,
    layers: () => L.timeDistributed({ layer: L.dropout({ rate: 0.3 }) }),
  },
  // More images than one: tfjs's own gradient reads the wrong ones.
  upSampling2d: { shape: [2, 2, 2], layers: () => L.upSampling2d({ size: [2, 3] }), batchSize: 1 },
  'upSampling2d, bilinear': {
    shape: [2, 2, 2],
    layers: () => L.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
    refused: only('up_sampling2_d_1'),
  },
  zeroPadding2d: { shape: images, layers: () => L.zeroPadding2d({ padding: 1 }) },
};

/** Constructors that make no layer of their own to compile: other names, cells, bases, and one that cannot be built. */
export const NOT_CASES = new Set([
  ...['input', 'inputLayer', 'Layer', 'RNN', 'RNNCell'],
  ...['avgPool1d', 'avgPooling1d', 'avgPool2d', 'avgPooling2d', 'avgPool3d', 'avgPooling3d'],
  ...['globalMaxPool1d', 'globalMaxPool2d', 'maxPool1d', 'maxPool2d'],
  ...['gruCell', 'lstmCell', 'simpleRNNCell', 'convLstm2dCell'],
  'randomWidth',
]);

/** A small model that ends in one number, with the layer in it. */
export function modelOf({ shape, layers, first }: LayerCase): tfl.LayersModel {
  const inputs = tfl.input({ shape: [...shape] });
  const made = layers();
  const before =
    first || typeof made === 'function'
      ? inputs
      : tfl.layers.dense({ units: shape.at(-1) ?? 1 }).apply(inputs);
  const after =
    typeof made === 'function'
      ? made(before as tfl.SymbolicTensor)
      : [made]
          .flat()
          .reduce((x, layer) => layer.apply(x) as tfl.SymbolicTensor, before as tfl.SymbolicTensor);
  const flat = after.shape.length > 2 ? (tfl.layers.flatten().apply(after) as tfl.SymbolicTensor) : after;
  return tfl.model({ inputs, outputs: tfl.layers.dense({ units: 1 }).apply(flat) as tfl.SymbolicTensor });
}
