/** A line of a log. */
export interface LogRecord {
  readonly module?: string;
  readonly event?: string;
  readonly msg?: string;
  readonly [field: string]: unknown;
}

/** What somebody has logged, and what somebody waits for in it. */
export class LogBook {
  readonly records: LogRecord[] = [];
  readonly #waiting = new Set<() => void>();
  #ended = false;

  write(line: string): void {
    this.records.push(recordOf(line));
    this.#wake();
  }

  /** Nothing comes any more. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The first line, from `from` on, of which this is true; throws when the log ends before. */
  async until(matches: (record: LogRecord) => boolean, from = 0): Promise<LogRecord> {
    for (let next = from; ; ) {
      for (; next < this.records.length; next++) {
        const record = this.records[next]!;
        if (matches(record)) return record;
      }
      if (this.#ended) throw new Error(`it ended: ${this.lastWords()}`);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  event(name: string, fields: Readonly<Record<string, unknown>> = {}): Promise<LogRecord> {
    const wanted = Object.entries({ ...fields, event: name });
    return this.until((record) => wanted.every(([field, value]) => record[field] === value));
  }

  lastWords(): string {
    return this.records
      .filter(({ event }) => event !== 'job' && event !== 'stack')
      .slice(-10)
      .map(({ msg }) => msg)
      .join('\n');
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}

function recordOf(line: string): LogRecord {
  try {
    return JSON.parse(line) as LogRecord;
  } catch {
    return { msg: line };
  }
}
