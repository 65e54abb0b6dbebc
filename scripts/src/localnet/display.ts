import { clearLine, cursorTo } from 'node:readline';

/**
 * Lines that stay, and on a terminal one line at the bottom that is drawn again as work goes on. Elsewhere (a file,
 * a pipe) the bottom line is printed now and then as a plain line.
 */
export class Display {
  readonly #stream: NodeJS.WriteStream;
  readonly #started = performance.now();
  #bottom = '';
  #printedAt = Number.NEGATIVE_INFINITY;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** A line that stays, with the time since the start. */
  line(text: string): void {
    this.raw(`${this.seconds.toFixed(1).padStart(6)} s  ${text}`);
  }

  /** A line that stays, as it is. */
  raw(text: string): void {
    this.#erase();
    this.#stream.write(`${text}\n`);
    this.#draw();
  }

  /** What the bottom line shows from now on; '' for nothing. */
  progress(text: string): void {
    this.#bottom = text;
    if (this.#stream.isTTY) {
      this.#erase();
      this.#draw();
    } else if (text !== '' && this.seconds - this.#printedAt >= 5) {
      this.#printedAt = this.seconds;
      this.line(text);
    }
  }

  #erase(): void {
    if (!this.#stream.isTTY) return;
    clearLine(this.#stream, 0);
    cursorTo(this.#stream, 0);
  }

  #draw(): void {
    if (this.#stream.isTTY && this.#bottom !== '')
      this.#stream.write(this.#bottom.slice(0, this.#stream.columns - 1));
  }
}

const BAR_WIDTH = 24;

/** `████████░░░░ 240/400 steps` */
export function progressBar(done: number, total: number): string {
  const filled = Math.round((Math.min(done, total) / total) * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${done}/${total} steps`;
}
