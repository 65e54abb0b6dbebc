import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForBrowser } from './bundle.ts';
import { findProgram } from './find-program.ts';
import { ConformanceError, type Machine, type MachineRun } from './machine.ts';
import { type PageReport, servePage } from './page.ts';

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  '--disable-dev-shm-usage',
  // Keeps it from ending when the page is loaded.
  '--remote-debugging-pipe',
];

/** A headless Chromium, which computes in a page served from this process. @throws ConformanceError `MachineMissing`. */
export async function chromium(): Promise<Machine> {
  const program = await findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (program === undefined) {
    throw new ConformanceError(
      'MachineMissing',
      'There is no Chromium on the PATH; install it, for instance with: apt-get install chromium.',
    );
  }
  return { name: 'Chromium', run: (options) => runInPage(program, options) };
}

async function runInPage(program: string, { threads, short, onItem }: MachineRun): Promise<void> {
  const bundle = await bundleForBrowser();
  const profile = await mkdtemp(join(tmpdir(), 'plumbline-chromium-'));
  let [finish, fail]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
  const finished = new Promise<void>((resolve, reject) => {
    [finish, fail] = [resolve, reject];
  });
  const onReport = ({ item, error, done }: PageReport): void => {
    if (item !== undefined) onItem(item);
    if (error !== undefined) fail(failure(error));
    if (done === true) finish();
  };
  const { url, server } = await servePage(bundle, { threads, short }, onReport);
  const browser = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, url], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let complaints = '';
  browser.stderr?.setEncoding('utf8').on('data', (text) => {
    complaints = (complaints + text).slice(-2_000);
  });
  browser.once('error', fail);
  browser.once('exit', () => fail(failure(`the browser ended.\n${complaints}`)));
  try {
    await finished;
  } finally {
    await end(browser);
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function failure(what: string): ConformanceError {
  return new ConformanceError('RunFailed', `Conformance in Chromium failed: ${what}`);
}

/** Ends the browser with all of its processes, which are a group of their own. */
async function end(browser: ChildProcess): Promise<void> {
  if (browser.pid === undefined || browser.exitCode !== null || browser.signalCode !== null) return;
  const closed = once(browser, 'close');
  process.kill(-browser.pid, 'SIGKILL');
  await closed;
}
