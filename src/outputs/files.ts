/** Writing files so that a reader never sees half of one, and a failing disk is told in one line. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../base/problems.js";

/** Why the system refused, in words, by error code of Node. */
const REFUSALS: Readonly<Record<string, { expected: string; found: string }>> = {
  EACCES: { expected: "a folder that can be written to", found: "no permission (EACCES)" },
  EPERM: { expected: "a folder that can be written to", found: "no permission (EPERM)" },
  EROFS: { expected: "a folder that can be written to", found: "a read-only file system (EROFS)" },
  ENOENT: { expected: "a folder that can be written to", found: "a place that takes no new folders or files (ENOENT)" },
  ENOTDIR: { expected: "a folder", found: "a file on the way to it (ENOTDIR)" },
  EEXIST: { expected: "a folder", found: "a file of that name (EEXIST)" },
  ENOSPC: { expected: "room on the disk", found: "a full disk (ENOSPC)" },
  EDQUOT: { expected: "room on the disk", found: "a used-up quota (EDQUOT)" },
  EFBIG: { expected: "a file system for large files", found: "a file that grew too large (EFBIG)" },
};

/** Runs `work` on a file or folder; throws InputError where the system refuses for a reason the user can mend. */
export function onDisk<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const refusal = REFUSALS[(error as NodeJS.ErrnoException).code ?? ""];
    if (refusal === undefined) throw error;
    throw new InputError({ where, path: "", ...refusal });
  }
}

/**
 * Makes a folder and those above it that are missing. One by one: the recursive form of Node's mkdir never ends where
 * a file system (such as /proc) answers every new name with "no such folder".
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  onDisk(folder, () => mkdirSync(folder));
}

/** A file that has another name until it is complete. */
export class GrowingFile {
  /** Ending of the names of files that are not complete. */
  static readonly ENDING = ".part";
  private readonly descriptor: number;

  constructor(readonly file: string) {
    this.descriptor = onDisk(file, () => openSync(file + GrowingFile.ENDING, "w"));
  }

  /** Appends all bytes. */
  write(bytes: Uint8Array): void {
    onDisk(this.file, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    });
  }

  /** Makes it durable and gives it its name. */
  close(): void {
    onDisk(this.file, () => {
      fsyncSync(this.descriptor);
      closeSync(this.descriptor);
      renameSync(this.file + GrowingFile.ENDING, this.file);
    });
  }
}

/** Writes a text file in one step. */
export function writeWhole(file: string, text: string): void {
  const growing = new GrowingFile(file);
  growing.write(new TextEncoder().encode(text));
  growing.close();
}
