import { AppError } from '../shared/errors.ts';
import { readFlags } from './flags.ts';
import { nearest } from '../shared/nearest.ts';

const HOSTS = ['auto', 'electron', 'browser', 'none'] as const;
export type HostChoice = (typeof HOSTS)[number];

export interface HostOptions {
  host: HostChoice;
  /** 0 for any free port. */
  port: number;
  dataDir: string | undefined;
  open: boolean;
  /** Listen on this unix socket or named pipe instead of TCP, and speak JSON lines on stdout. */
  socket: string | undefined;
  show: 'help' | 'version' | null;
}

export const HELP = `Cairn: from working backend engineer to building great agentic systems.

Usage: npm start -- [flags]

  --host auto|electron|browser|none  where the window opens (auto)
  --port N                           listen on this port of 127.0.0.1 (the last start's, else any free one)
  --data-dir DIR                     keep your data here (CAIRN_DATA_DIR, else your system's own place)
  --no-open                          open no window; print the address only
  --help                             this text
  --version                          the version
`;

/** Reads the host's command line. @throws AppError `bad_input` for what it does not understand */
export function readHostOptions(argv: readonly string[]): HostOptions {
  const { values, positionals } = readFlags(argv, {
    host: { type: 'string', default: 'auto' },
    port: { type: 'string', default: '0' },
    'data-dir': { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    socket: { type: 'string' },
    help: { type: 'boolean', default: false },
    version: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) {
    throw new AppError('bad_input', `Cairn does not know what to do with "${positionals[0]}".`, {
      hint: 'Commands like "log" belong to `npm run cairn -- log 45m`; use --help for the flags of `npm start`.',
    });
  }
  return {
    host: readHost(values.host),
    port: readPort(values.port),
    dataDir: values['data-dir'],
    open: !values['no-open'],
    socket: values.socket,
    show: values.help ? 'help' : values.version ? 'version' : null,
  };
}

function readHost(value: string): HostChoice {
  const host = HOSTS.find((known) => known === value);
  if (host) return host;
  const near = nearest(value, HOSTS);
  throw new AppError('bad_input', `There is no host "${value}".`, {
    hint: `${near ? `Did you mean ${near}? ` : ''}Use one of ${HOSTS.join(', ')}.`,
  });
}

function readPort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new AppError('bad_input', `"${value}" is not a port.`, {
    hint: 'Give a number from 1024 to 65535, or leave --port out for any free one.',
  });
}
