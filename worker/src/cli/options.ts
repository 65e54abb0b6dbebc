import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseAmount } from '../config/amount.ts';
import { messageOf } from '../errors.ts';

/** Flags and their environment variables that several commands share, each said once. */

export function rpcOption(): Option {
  return new Option('--rpc <url>', 'a node of the chain').default('ws://127.0.0.1:9944').env('PLUMBLINE_RPC');
}

export function suriOption(): Option {
  return new Option('--suri <secret>', 'account: //Name, a mnemonic or 0x…').env('PLUMBLINE_SURI');
}

export function basePathOption(what: string): Option {
  return new Option('--base-path <dir>', what).env('PLUMBLINE_BASE_PATH');
}

export function listenOption(): Option {
  return new Option('--listen <multiaddr...>', 'where the libp2p peer listens').default([
    '/ip4/127.0.0.1/tcp/0',
  ]);
}

export function outputOption(): Option {
  return new Option('--output <format>', 'json: one document on stdout')
    .choices(['text', 'json'])
    .default('text');
}

/** `--log` and `--log-format`. */
export function withLogOptions(command: Command, level: string): Command {
  return command
    .addOption(new Option('--log <levels>', 'as info,network=debug').default(level).env('PLUMBLINE_LOG'))
    .addOption(
      new Option('--log-format <format>', 'default: pretty on a terminal')
        .choices(['json', 'pretty'])
        .env('PLUMBLINE_LOG_FORMAT'),
    );
}

export function amount(what: string): (text: string) => bigint {
  return (text) => {
    try {
      return parseAmount(text, what);
    } catch (thrown) {
      throw new InvalidArgumentError(messageOf(thrown));
    }
  };
}

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`give a whole number from ${min} to ${max}`);
    }
    return value;
  };
}

export function part(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1))
    throw new InvalidArgumentError('give a part above 0 and up to 1, such as 0.25');
  return value;
}
