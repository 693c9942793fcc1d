import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { pathsFor, root } from '../../host/paths.ts';
import { AppError } from '../../shared/errors.ts';
import { slug as slugSchema } from '../../shared/ids.ts';
import { report, type CommandContext } from '../command.ts';
import { cairnWord } from './words.ts';

/** A small whole lab: it proves itself as it stands. */
const TEMPLATE = path.join(root, 'resources', 'lab-template');
const CHECKS_API = path.join(root, 'electron', 'server', 'labs', 'checks.ts');

interface NewLab {
  slug: string;
  title: string | undefined;
  labs: string | undefined;
}

/**
 * Makes a folder with a small whole lab in both languages: two steps, checks, solutions, an alternative and two
 * mutants. It holds in `cairn lab verify` at once, so that every change after it can be proven.
 * @throws AppError `bad_input` for a name that is no id, `conflict` when something is there already
 */
export async function newLab(ctx: CommandContext, { slug, title, labs }: NewLab): Promise<number> {
  if (!slugSchema.safeParse(slug).success) {
    throw new AppError('bad_input', `"${slug}" cannot be the id of a lab.`, {
      hint: 'Use small letters, digits and single hyphens, like "cheap-retries". It never changes.',
    });
  }
  const shelf = labs === undefined ? pathsFor(ctx.dataDir).labs : path.resolve(labs);
  const folder = path.join(shelf, slug);
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
    throw new AppError('conflict', `There is something at ${folder} already.`, {
      hint: 'Choose another name, or another folder with --labs.',
    });
  }
  mkdirSync(shelf, { recursive: true });
  cpSync(TEMPLATE, folder, { recursive: true });
  fillIn(folder, { slug, title: title ?? titleOf(slug) });
  report(ctx, { lab: slug, folder }, () => {
    const rest = labs === undefined ? '' : ` --labs ${labs}`;
    return [
      `A whole small lab is in ${ctx.paint.place({ file: folder })}.`,
      `Prove it after each change: ${cairnWord(ctx.env)} lab verify ${slug}${rest}`,
    ].join('\n');
  });
  return 0;
}

const titleOf = (slug: string): string => slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ');

function fillIn(folder: string, { slug, title }: { slug: string; title: string }): void {
  const edit = (file: string, change: (text: string) => string): void => {
    const at = path.join(folder, file);
    writeFileSync(at, change(readFileSync(at, 'utf8')));
  };
  // As a scalar of YAML: a title may hold a colon or a quote.
  const scalar = stringify(title, { lineWidth: 0 }).trimEnd();
  edit('lab.yaml', (text) =>
    text.replace('id: lab-template', `id: ${slug}`).replace('title: A new lab', () => `title: ${scalar}`),
  );
  edit('README.md', (text) => text.replace('# A new lab', () => `# ${title}`));
  const checks = path.join(folder, 'checks');
  const api = path.relative(checks, CHECKS_API).split(path.sep).join('/');
  for (const file of readdirSync(checks)) {
    // Only the types come from there, for the editor; a lab on another disk runs without.
    edit(path.join('checks', file), (text) =>
      text.replace(/'[./]*electron\/server\/labs\/checks\.ts'/, () => `'${api}'`),
    );
  }
}
