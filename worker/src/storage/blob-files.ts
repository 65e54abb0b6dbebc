import { closeSync, constants, mkdirSync, openSync, writeSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, messageOf } from '../errors.ts';
import { StorageError } from './database.ts';

/** Blobs of so many bytes and more have a file of their own. */
export const FILE_BYTES = 64 * 1024;

/** Node takes no more than 2 GiB at once. */
const WRITTEN_TOGETHER = 2 ** 30;

/** `<root>-<bytes of a leaf>-<bytes>`: a blob's key in what names of files may have. */
const NAME = /^[0-9a-f]{64}-(4096|32)-\d+$/;

/**
 * Files beside a database, one for each large blob, named by its key: the database would write it to its log, then to
 * a table, and once more whenever it merges tables. What of a file counts is for the database to say. A byte has its
 * place in a file that is named by its hash, so whoever writes there writes the same, and what a kill leaves
 * half-written is written over, or removed at the next start.
 */
export class BlobFiles {
  readonly #folder: string;

  /** For the database at `location`. */
  constructor(location: string) {
    this.#folder = join(dirname(location), 'blobs');
  }

  /**
   * Writes bytes of a blob to their place before it returns: handing them to another thread takes longer, and whoever
   * has bytes to store has hashed them just now, which takes longer still. Throws `WriteFailed`.
   */
  write(key: string, bytes: Uint8Array, at: number): void {
    try {
      const file = this.#open(key);
      try {
        for (let done = 0; done < bytes.length; ) {
          done += writeSync(file, bytes, done, Math.min(bytes.length - done, WRITTEN_TOGETHER), at + done);
        }
      } finally {
        closeSync(file);
      }
    } catch (thrown) {
      throw this.#writeFailed(key, thrown);
    }
  }

  /** Waits until what was written to a file is on the disk itself. Throws `WriteFailed`. */
  async sync(key: string): Promise<void> {
    try {
      const file = await open(this.#pathOf(key), 'r+').catch(unlessMissing);
      // Somebody has let go of it meanwhile.
      if (file === undefined) return;
      await file.datasync().finally(() => file.close());
    } catch (thrown) {
      throw this.#writeFailed(key, thrown);
    }
  }

  /**
   * Fills `into` with the bytes from a place on; false when the file is not there, ends before or the disk cannot read
   * it. Throws `ReadFailed` when it is there and this process may not: that is no damage.
   */
  async read(key: string, at: number, into: Uint8Array): Promise<boolean> {
    try {
      return await this.#read(key, at, into);
    } catch (thrown) {
      throw readFailed(this.#pathOf(key), thrown);
    }
  }

  async #read(key: string, at: number, into: Uint8Array): Promise<boolean> {
    const file = await open(this.#pathOf(key), 'r').catch(unlessMissing);
    if (file === undefined) return false;
    try {
      for (let done = 0; done < into.length; ) {
        const read = await file.read(into, done, into.length - done, at + done).catch(unless('EIO'));
        if (read === undefined || read.bytesRead === 0) return false;
        done += read.bytesRead;
      }
      return true;
    } finally {
      await file.close();
    }
  }

  /** Throws `WriteFailed`. */
  async remove(key: string): Promise<void> {
    try {
      await rm(this.#pathOf(key), { force: true });
    } catch (thrown) {
      throw this.#writeFailed(key, thrown);
    }
  }

  /** The keys of all blobs of which there is a file, whole or not. Throws `ReadFailed`. */
  async keys(): Promise<string[]> {
    const found = await readdir(this.#folder).catch((thrown: unknown) => {
      if (codeOf(thrown) !== 'ENOENT') throw readFailed(this.#folder, thrown);
    });
    const names = found ?? [];
    return names.filter((name) => NAME.test(name)).map((name) => name.replaceAll('-', ':'));
  }

  /** A file to write into, which keeps what it has. */
  #open(key: string): number {
    const flags = constants.O_WRONLY | constants.O_CREAT;
    try {
      return openSync(this.#pathOf(key), flags);
    } catch (thrown) {
      unlessMissing(thrown);
      mkdirSync(this.#folder, { recursive: true });
      return openSync(this.#pathOf(key), flags);
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, key.replaceAll(':', '-'));
  }

  #writeFailed(key: string, thrown: unknown): StorageError {
    const path = this.#pathOf(key);
    const message = `${path} cannot be written (${messageOf(thrown)}): make room on its disk, or let this user write there`;
    return new StorageError('WriteFailed', message, { path }, thrown);
  }
}

function readFailed(path: string, thrown: unknown): StorageError {
  const message =
    `${path} cannot be read (${messageOf(thrown)}): let this user read there, or move away what is in its place; ` +
    'what is missing then is fetched or made anew';
  return new StorageError('ReadFailed', message, { path }, thrown);
}

function unless(code: 'ENOENT' | 'EIO'): (thrown: unknown) => undefined {
  return (thrown) => {
    if (codeOf(thrown) !== code) throw thrown;
  };
}

const unlessMissing = unless('ENOENT');
