import path from 'node:path';
import type { Discovery } from '../../../shared/models.ts';
import { describeGguf } from '../../gateway/builtin/gguf/describe.ts';
import { gib } from '../../gateway/builtin/memory.ts';
import { findGguf } from '../model-files/find-gguf.ts';

/** Where other programs are told to keep their files, and where the person's own folder is. */
export const FOLDER_VARIABLES = [
  'HOME',
  'USERPROFILE',
  'LOCALAPPDATA',
  'XDG_CACHE_HOME',
  'LLAMA_CACHE',
  'HF_HOME',
] as const;

type Env = Readonly<Record<string, string | undefined>>;

interface Place {
  title: string;
  folder: string;
  /** How many levels of folders lie between it and its files. */
  depth: number;
}

/** Folders of LM Studio, llama.cpp and Hugging Face's cache, as their documentation names them. */
function places(env: Env): Place[] {
  const home = env.HOME ?? env.USERPROFILE;
  if (!home) return [];
  const cache = env.XDG_CACHE_HOME ?? path.join(home, '.cache');
  const hub = path.join(env.HF_HOME ?? path.join(cache, 'huggingface'), 'hub');
  const llamaCpp = [
    env.LLAMA_CACHE,
    path.join(cache, 'llama.cpp'),
    path.join(home, 'Library', 'Caches', 'llama.cpp'),
    env.LOCALAPPDATA && path.join(env.LOCALAPPDATA, 'llama.cpp'),
  ].filter((folder): folder is string => Boolean(folder));
  return [
    { title: 'LM Studio', folder: path.join(home, '.lmstudio', 'models'), depth: 2 },
    { title: 'LM Studio', folder: path.join(cache, 'lm-studio', 'models'), depth: 2 },
    ...llamaCpp.map((folder) => ({ title: 'llama.cpp', folder, depth: 0 })),
    // models--owner--name/snapshots/commit/file.gguf
    { title: 'Hugging Face', folder: hub, depth: 3 },
  ];
}

const MOST_OFFERED = 20;

/** Model files that other programs keep on this machine, those that can be used and are not on the list yet. */
export function foundFiles(env: Env, known: ReadonlySet<string>): Discovery[] {
  const offered: Discovery[] = [];
  for (const { title, folder, depth } of places(env)) {
    for (const file of findGguf(folder, depth)) {
      if (offered.length >= MOST_OFFERED) return offered;
      if (known.has(file) || offered.some((one) => one.path === file)) continue;
      const facts = describeGguf(file);
      if ('problem' in facts) continue;
      offered.push({
        id: `file-${offered.length + 1}`,
        kind: 'builtin',
        title: facts.name ?? path.basename(file, path.extname(file)),
        baseUrl: null,
        path: file,
        detail: `A model file of ${title}’s, ${gib(facts.fileBytes)}: ${path.basename(file)}. It stays where it is.`,
      });
    }
  }
  return offered;
}
