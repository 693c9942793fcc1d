import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { pathsFor, root } from '../../host/paths.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../command.ts';
import type { Ref } from './input.ts';
import { proofLines, problemLine } from './proof-text.ts';

interface Verify extends Ref {
  labs: string | undefined;
  seeds: number | undefined;
  seed: number | undefined;
  model: string | null | undefined;
}

const SEEDS = 3;

/** Proves one lab, Cairn's own or of another folder. Needs no data folder. @returns 0 when it holds, else 1 */
export async function verify(ctx: CommandContext, request: Verify): Promise<number> {
  const { slug, language, seeds = SEEDS, seed = Math.floor(Math.random() * 1e6), model } = request;
  const labs = request.labs === undefined ? pathsFor(ctx.dataDir).labs : path.resolve(request.labs);
  // Loaded late: it brings the whole engine, and the database driver with it.
  const { proveLabs } = await import('./prove-labs.ts');
  const say = (lines: readonly string[]): void => {
    for (const line of lines) if (!ctx.json) ctx.out(painted(line, ctx));
  };
  const outcome = await proveLabs(
    {
      labs,
      names: [slug],
      language,
      seeds,
      firstSeed: seed,
      model: model ?? null,
      env: { CAIRN_PYTHON_ENVIRONMENTS: pythonFolder(ctx.dataDir), ...ctx.env },
      onProgress: (message) => ctx.err(message),
    },
    (proof) => say(proofLines(proof)),
  );
  if (outcome.proofs.length === 0 && outcome.problems.length === 0) {
    throw new AppError(
      'not_found',
      `There is no lab "${slug}" in ${labs}${language ? ` in ${language}` : ''}.`,
      {
        hint: 'Name its folder with --labs; `cairn lab new` makes one.',
      },
    );
  }
  if (ctx.json) ctx.out(JSON.stringify(outcome));
  say(outcome.problems.map(problemLine));
  return outcome.isProven ? 0 : 1;
}

/** A checkout keeps one environment for all proofs; an installed Cairn cannot write in its own folder. */
function pythonFolder(dataDir: string): string | undefined {
  try {
    accessSync(path.join(root, 'node_modules'), constants.W_OK);
    return undefined;
  } catch {
    return path.join(dataDir, 'labs', '.python');
  }
}

function painted(line: string, { paint }: CommandContext): string {
  if (line.startsWith('ok')) return paint.good(line.slice(0, 2)) + line.slice(2);
  return line.startsWith('FAIL') ? paint.bad(line.slice(0, 4)) + line.slice(4) : line;
}
