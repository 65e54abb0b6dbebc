import * as tf from '@tensorflow/tfjs-core';

type Inputs = Readonly<Record<string, tf.TensorInfo>>;
type ShapeRule = (inputs: Inputs, attributes: tf.NamedAttrMap) => number[] | undefined;
type Image = [number, number, number, number];

const ofX: ShapeRule = ({ x }) => x?.shape;
const ofAAndB: ShapeRule = ({ a, b }) =>
  a && b && tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);

const product: ShapeRule = ({ a, b }, attributes) => {
  if (!a || !b) return undefined;
  const batch = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const rows = a.shape.at(attributes.transposeA ? -1 : -2) ?? 1;
  const columns = b.shape.at(attributes.transposeB ? -2 : -1) ?? 1;
  return [...batch, rows, columns];
};

function convolution(depthwise: boolean): ShapeRule {
  return ({ x, filter }, { strides, dilations, pad, dimRoundingMode, dataFormat }) =>
    x &&
    filter &&
    tf.backend_util.computeConv2DInfo(
      x.shape as Image,
      filter.shape as Image,
      strides as unknown as number,
      (dilations ?? 1) as unknown as number,
      pad as unknown as 'same',
      dimRoundingMode as unknown as 'floor',
      depthwise,
      dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast',
    ).outShape;
}

const pooling: ShapeRule = ({ x }, { filterSize, strides, pad, dimRoundingMode }) =>
  x &&
  tf.backend_util.computePool2DInfo(
    x.shape as Image,
    filterSize as unknown as number,
    strides as unknown as number,
    1,
    pad as unknown as 'same',
    dimRoundingMode as unknown as 'floor',
  ).outShape;

const ofInputAttribute: ShapeRule = (_, { inputShape }) => inputShape as unknown as number[];
const ofFilterAttribute: ShapeRule = (_, { filterShape }) => filterShape as unknown as number[];

const RULES: Readonly<Record<string, ShapeRule>> = {
  ...Object.fromEntries(
    [
      'Abs',
      'Exp',
      'Floor',
      'Log',
      'Neg',
      'Reciprocal',
      'Relu',
      'Rsqrt',
      'Sigmoid',
      'Sqrt',
      'Square',
      'Step',
      'Tanh',
      'Erf',
      'Expm1',
      'Log1p',
      'Softplus',
      'Sin',
      'Cos',
      'Tan',
      'Elu',
      'Selu',
      'Gelu',
      'GeluTanh',
    ].map((name) => [name, ofX]),
  ),
  ...Object.fromEntries(
    ['Add', 'Maximum', 'Minimum', 'Multiply', 'RealDiv', 'SquaredDifference', 'Sub', 'Pow'].map((name) => [
      name,
      ofAAndB,
    ]),
  ),
  BatchMatMul: product,
  _FusedMatMul: product,
  Conv2D: convolution(false),
  FusedConv2D: convolution(false),
  Conv2DBackpropInput: ofInputAttribute,
  Conv2DBackpropFilter: ofFilterAttribute,
  DepthwiseConv2dNative: convolution(true),
  FusedDepthwiseConv2D: convolution(true),
  DepthwiseConv2dNativeBackpropInput: ofInputAttribute,
  DepthwiseConv2dNativeBackpropFilter: ofFilterAttribute,
  MaxPool: pooling,
  AvgPool: pooling,
  MaxPoolGrad: ({ input }) => input?.shape,
  AvgPoolGrad: ({ input }) => input?.shape,
};

/** Shape of a kernel's output when that follows from shapes alone: its values do not matter and are not computed. */
export function outputShape(
  kernel: string,
  inputs: Inputs,
  attributes: tf.NamedAttrMap,
): number[] | undefined {
  return RULES[kernel]?.(inputs, attributes);
}
