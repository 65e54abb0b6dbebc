import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseAmount } from '../config/amount.ts';
import { messageOf } from '../errors.ts';

/** Flags and their environment variables that several commands share, each said once. */

export function rpcOption(): Option {
  return new Option('--rpc <url>', 'a node of the chain').default('ws://127.0.0.1:9944').env('PLUMBLINE_RPC');
}

export function suriOption(): Option {
  return new Option('--suri <secret>', 'account: //Name, mnemonic or 0x…').env('PLUMBLINE_SURI');
}

export function basePathOption(what: string): Option {
  return new Option('--base-path <dir>', what).env('PLUMBLINE_BASE_PATH');
}

export function listenOption(): Option {
  return new Option('--listen <addr...>', 'multiaddrs of the peer').default(['/ip4/127.0.0.1/tcp/0']);
}

export function outputOption(): Option {
  return new Option('--output <format>', 'json: one document on stdout')
    .choices(['text', 'json'])
    .default('text');
}

/** Help of one line an option: what is long to say (environment variables, long defaults) is said once, below. */
function compact(command: Command): Command {
  return command
    .configureHelp({
      optionDescription: ({ description, defaultValue, defaultValueDescription, argChoices }) => {
        const standard =
          defaultValueDescription ?? (Array.isArray(defaultValue) ? defaultValue.join(' ') : defaultValue);
        const notes = [
          argChoices !== undefined && !description.includes(':') ? argChoices.join(', ') : '',
          standard === undefined || standard === false ? '' : `default: ${standard}`,
        ].filter((note) => note !== '');
        return notes.length === 0 ? description : `${description} (${notes.join('; ')})`;
      },
    })
    .addHelpText(
      'after',
      '\n--suri, --rpc, --base-path, --log, --log-format: also PLUMBLINE_SURI and so on.',
    );
}

/** `--log` and `--log-format`. */
export function withLogOptions(command: Command, level: string): Command {
  return compact(command)
    .addOption(
      new Option('--log <levels>', 'as info,network=debug').default(level).env('PLUMBLINE_WORKER_LOG'),
    )
    .addOption(
      new Option('--log-format <format>', 'how log lines look')
        .choices(['json', 'pretty'])
        .env('PLUMBLINE_WORKER_LOG_FORMAT'),
    );
}

/** An option that takes an amount of tokens; without a default it may be left out. */
export function amountOption(flag: string, description: string, standard?: string): Option {
  const option = new Option(`${flag} <tokens>`, description).argParser((text) => {
    try {
      return parseAmount(text, flag);
    } catch (thrown) {
      throw new InvalidArgumentError(messageOf(thrown));
    }
  });
  return standard === undefined ? option : option.default(parseAmount(standard, flag), standard);
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
