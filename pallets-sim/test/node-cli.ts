/** The node's command by itself, as a process that a test can start. */
import { nodeCommand } from '../src/cli.ts';

await nodeCommand().parseAsync();
