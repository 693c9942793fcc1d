import type { HeaderList, Outlet } from './outlet.ts';

/** JSON is of no use before its end: up to this size it goes out in one piece. */
const GATHERED_BYTES = 1024 * 1024;

export interface Head {
  status: number;
  headers: HeaderList;
}

/** An answer on its way out. */
export interface Sink {
  /** @returns what to wait for before the next piece */
  write(chunk: Uint8Array): Promise<void> | undefined;
  end(rest: Uint8Array): void;
  breakOff(reason: unknown): void;
}

/** Events go out as they come, JSON as a whole; what breaks off goes out as far as it came. */
export function createSink(outlet: Outlet, { status, headers }: Head, isStream: boolean): Sink {
  let gathered: Uint8Array[] | null = isStream ? null : [];
  let bytes = 0;
  if (isStream) outlet.open(status, headers);

  function open(): Promise<void> | undefined {
    if (!gathered) return undefined;
    outlet.open(status, headers);
    const soFar = Buffer.concat(gathered);
    gathered = null;
    return soFar.length > 0 ? outlet.write(soFar) : undefined;
  }

  return {
    write(chunk) {
      if (!gathered) return outlet.write(chunk);
      gathered.push(chunk);
      bytes += chunk.length;
      return bytes > GATHERED_BYTES ? open() : undefined;
    },
    end(rest) {
      if (gathered) return outlet.send(status, headers, Buffer.concat([...gathered, rest]));
      if (rest.length > 0) void outlet.write(rest);
      outlet.end();
    },
    breakOff(reason) {
      void open();
      outlet.breakOff(reason);
    },
  };
}
