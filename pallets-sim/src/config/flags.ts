import { type Command, Option } from 'commander';
import { kebabCase, type OptionDefinitions } from './option.ts';

/** Gives a command a flag for each option, with its help. Values stay texts: `flagsOf` and `loadConfig` read them. */
export function addFlags(command: Command, definitions: OptionDefinitions): Command {
  for (const [name, { group, short, placeholder, help, fallback }] of Object.entries(definitions)) {
    const flags = `${short ? `-${short}, ` : ''}--${kebabCase(name)}${placeholder ? ` ${placeholder}` : ''}`;
    const shown = fallback === undefined ? help : `${help} (${fallback})`;
    command.addOption(new Option(flags, shown).helpGroup(`${group}:`));
  }
  return command;
}

/** The flags that were given, by option name; a switch is `true`. */
export function flagsOf(command: Command, definitions: OptionDefinitions): Map<string, string> {
  const given = new Map<string, string>();
  for (const option of command.options) {
    const attribute = option.attributeName();
    if (command.getOptionValueSource(attribute) !== 'cli') continue;
    const name = option.negate ? `no${attribute.charAt(0).toUpperCase()}${attribute.slice(1)}` : attribute;
    const value: unknown = command.getOptionValue(attribute);
    if (name in definitions) given.set(name, typeof value === 'string' ? value : 'true');
  }
  return given;
}
