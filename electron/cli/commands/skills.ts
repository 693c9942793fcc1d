import { z } from 'zod';
import { nearest } from '../../shared/nearest.ts';
import { AppError } from '../../shared/errors.ts';
import { priority } from '../../shared/curriculum.ts';
import { factsText, freshnessText } from '../../shared/skill-words.ts';
import type { ReachedLevel, Requirement, SkillStanding } from '../../shared/skills.ts';
import { formatDate, formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command } from '../command.ts';
import { table } from '../output.ts';

const wanted = z.preprocess((value) => String(value).toUpperCase(), priority);

export const command: Command = {
  name: 'skills',
  summary: 'the skills by priority, with your level and hours',
  usage: `Usage: cairn skills [ID] [--priority P0|P1|P2|P3]

  ID               one skill: your level, what moves it on, what there is to know`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, { priority: { type: 'string' } });
    const services = await ctx.services();
    services.skills.remember();
    const standings = new Map(services.skills.list().map((standing) => [standing.id, standing]));
    const skills = services.curriculum
      .get()
      .skills.map((skill) => ({ ...skill, standing: standings.get(skill.id)! }));
    if (positionals[0] !== undefined) {
      const one = skills.find((skill) => skill.id === positionals[0]);
      if (!one)
        throw unknownSkill(
          positionals[0],
          skills.map((skill) => skill.id),
        );
      const { history } = services.skills.get(one.id);
      report(ctx, { ...one, history }, () => {
        const know = one.know.map((line) => `  - ${line}`).join('\n');
        const head = `${ctx.paint.bold(one.title)}  ${one.priority ?? 'fundamental'}\n${one.why}`;
        return [head, standingText(one.standing, history), `To know:\n${know}`].join('\n\n');
      });
      return 0;
    }
    const only = values.priority === undefined ? undefined : readPriority(values.priority);
    const shown = skills.filter((skill) => only === undefined || skill.priority === only);
    report(ctx, shown, () =>
      table(
        shown.map(({ id, title, priority: rank, standing }) => [
          rank ?? '--',
          id,
          `level ${standing.level}`,
          formatDuration(standing.seconds),
          standing.freshness === null ? '' : freshnessText(standing.freshness),
          title,
        ]),
      ),
    );
    return 0;
  },
};

/** The level, what would move it on, and when each was reached. */
function standingText(standing: SkillStanding, history: readonly ReachedLevel[]): string {
  const { level, missing, freshness, seconds } = standing;
  const fresh = freshness === null ? '' : `, ${freshnessText(freshness)}`;
  return [
    `Level ${level}, ${formatDuration(seconds)}${fresh}`,
    ...missing.map((item) => `  to level ${level + 1}: ${missingText(item)}`),
    ...history.map(
      (row) =>
        `  level ${row.level} on ${formatDate(row.reachedOn)} with ${factsText(row.facts)}${row.held ? '' : ' (evidence gone)'}`,
    ),
  ].join('\n');
}

const WHAT: Record<Requirement['what'], string> = {
  hours: 'hours of practice',
  labSteps: 'lab steps passed',
  labs: 'labs passed',
  evidence: 'targets done with evidence',
};

const missingText = ({ what, have, need }: Requirement): string => `${have} of ${need} ${WHAT[what]}`;

function readPriority(text: string) {
  const parsed = wanted.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_input', `There is no priority "${text}".`, {
    hint: `Use one of ${priority.options.join(', ')}.`,
  });
}

function unknownSkill(id: string, known: readonly string[]): AppError {
  const near = nearest(id, known);
  return new AppError('bad_input', `There is no skill "${id}".`, {
    hint: near ? `Did you mean ${near}?` : '`cairn skills` lists them.',
  });
}
