/** The node's command by itself, as a process that a test can start. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Tests start many of them.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/plumbline', import.meta.url)));
const { nodeCommand } = await import('../src/cli.ts');
await nodeCommand().parseAsync();
