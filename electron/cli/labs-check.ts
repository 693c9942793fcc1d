import path from 'node:path';
import { root } from '../host/paths.ts';
import { PROOF_PARTS, type ProofPart } from '../server/labs/prove/jobs.ts';
import { AppError } from '../shared/errors.ts';
import { readFlags } from '../host/flags.ts';
import { readLanguage } from './lab/input.ts';
import { problemLine, progressLine, proofTable } from './lab/proof-text.ts';
import { proveLabs } from './lab/prove-labs.ts';

const USAGE = `Usage: npm run labs:check -- [LAB...] [--language NAME] [--seeds N] [--first-seed N] [--model PROVIDER/MODEL]
                                [--only starter|solution|live|alternatives|mutants] [--short] [--labs FOLDER]

Proves each lab: the starter fails every step for the stated reason, the solution and the alternatives pass, and
each mutant dies at its step with its message and passes the steps before it, which --short leaves out. Exits 1 when a lab does not prove itself.`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags(process.argv.slice(2), {
    language: { type: 'string' },
    seeds: { type: 'string', default: '3' },
    'first-seed': { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    model: { type: 'string' },
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    labs: { type: 'string', default: path.join(root, 'labs') },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.only === 'live' && !values.model)
    throw new AppError('bad_input', 'Live checks need a model.', {
      hint: 'Add --model builtin/cairn-practice.',
    });
  const firstSeed = Number(values['first-seed']);
  const { proofs, problems, isProven } = await proveLabs(
    {
      labs: path.resolve(values.labs),
      names: positionals,
      language: readLanguage(values.language),
      seeds: Number(values.seeds),
      firstSeed,
      model: values.model ?? null,
      only: readPart(values.only),
      isShort: values.short,
      onProgress: (message) => console.error(message),
      env: process.env,
    },
    // Each at once, for whoever waits; the table comes when all are there.
    (proof) => console.error(progressLine(proof)),
  );
  for (const line of proofTable(proofs)) console.log(line);
  for (const problem of problems) console.log(problemLine(problem));
  console.log(proofs.length === 0 ? 'No lab to prove.' : `The first seed was ${firstSeed}.`);
  return isProven ? 0 : 1;
}

function readPart(text: string | undefined): ProofPart | undefined {
  if (text === undefined || PROOF_PARTS.includes(text as ProofPart)) return text as ProofPart | undefined;
  throw new AppError('bad_input', `A proof has no part "${text}".`, {
    hint: `Use ${PROOF_PARTS.join(', ')}.`,
  });
}

process.exitCode = await main().catch((error: unknown) => {
  // Not only that something went wrong: whoever runs this works on Cairn and needs the stack and the cause.
  if (error instanceof AppError) console.error(`${error.message}${error.hint ? `\n${error.hint}` : ''}`);
  else console.error(error);
  return 2;
});
