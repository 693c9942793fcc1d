// Loaded before the learner's entry in a process that was started ahead: waits for a line from Cairn on stdin, and
// then lets the entry run as if the process had just been started. What follows on stdin is the program's own.
import { readSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

const HEAD = 10;

/** Waits in the read itself: nothing else may run before the entry. Cairn's end or death ends the process. */
function read(bytes) {
  const buffer = Buffer.alloc(bytes);
  for (let at = 0; at < bytes;) {
    const got = readSync(0, buffer, at, bytes - at, null);
    if (got === 0) process.exit(0);
    at += got;
  }
  return buffer.toString('utf8');
}

// The first file whose types are removed pays for loading what does that.
stripTypeScriptTypes('const ready: boolean = true;');

/** Ahead of time, in parallel with the person's thinking. What cannot be loaded fails in the program, in its own words. */
for (const name of JSON.parse(process.env.CAIRN_AHEAD ?? '[]')) await import(name).catch(() => {});

const { args, env } = JSON.parse(read(Number(read(HEAD))));
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, env);
process.argv.push(...args);
