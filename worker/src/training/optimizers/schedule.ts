import * as tf from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';

/** How the learning rate follows from the step, counted from 0. All are operators of the graph. */
export type Schedule =
  | { readonly kind: 'constant'; readonly rate: number }
  /** rate·decay^(step/every); with `stairs` the exponent is cut to whole numbers. */
  | {
      readonly kind: 'exponential';
      readonly rate: number;
      readonly decay: number;
      readonly every: number;
      readonly stairs?: boolean;
    }
  /** The first rate, and from each boundary on the next one. */
  | { readonly kind: 'steps'; readonly rates: readonly number[]; readonly boundaries: readonly number[] }
  /** From `rate` to `final` in `steps` steps along half a cosine (Loshchilov & Hutter 2017), `final` afterwards. */
  | { readonly kind: 'cosine'; readonly rate: number; readonly final: number; readonly steps: number }
  /** rate/(1 + decay·step) */
  | { readonly kind: 'inverseTime'; readonly rate: number; readonly decay: number }
  /** Grows evenly for `steps` steps to what `after` begins with, which counts from there. */
  | { readonly kind: 'warmUp'; readonly steps: number; readonly after: Schedule };

/** The learning rate at a step, which is a scalar. @throws CompileError when the schedule makes no sense. */
export function rateAt(schedule: Schedule, step: tf.Tensor): tf.Tensor {
  switch (schedule.kind) {
    case 'constant':
      return tf.scalar(schedule.rate);
    case 'exponential': {
      const passed = tf.div(step, positive(schedule.every, 'every'));
      const whole = schedule.stairs ? tf.floor(passed) : passed;
      return tf.mul(tf.pow(tf.scalar(schedule.decay), whole), schedule.rate);
    }
    case 'steps': {
      const { rates, boundaries } = schedule;
      if (rates.length !== boundaries.length + 1) {
        throw refused(
          `steps has ${rates.length} rates and ${boundaries.length} boundaries; it takes one rate more`,
        );
      }
      return boundaries.reduce<tf.Tensor>(
        (rate, boundary, i) => tf.where(tf.less(step, boundary), rate, tf.scalar(rates[i + 1] as number)),
        tf.scalar(rates[0] as number),
      );
    }
    case 'cosine': {
      const share = tf.minimum(tf.div(step, positive(schedule.steps, 'steps')), 1);
      const half = tf.mul(tf.add(tf.cos(tf.mul(share, Math.PI)), 1), 0.5);
      return tf.add(tf.mul(half, schedule.rate - schedule.final), schedule.final);
    }
    case 'inverseTime':
      return tf.div(schedule.rate, tf.add(tf.mul(step, schedule.decay), 1));
    case 'warmUp': {
      const steps = positive(schedule.steps, 'steps');
      const start = rateAt(schedule.after, tf.scalar(0));
      const growing = tf.mul(start, tf.div(tf.add(step, 1), steps));
      const later = rateAt(schedule.after, tf.maximum(tf.sub(step, steps), 0));
      return tf.where(tf.less(step, steps), growing, later);
    }
  }
}

function positive(value: number, name: string): number {
  if (value > 0) return value;
  throw refused(`${name} is ${value}; it must be more than 0`);
}

function refused(why: string): CompileError {
  return new CompileError('UnsupportedOptimizer', `The learning rate schedule makes no sense: ${why}.`);
}
