import { AppError } from '../../shared/errors.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { checkCurriculum, checkDatabase, checkKeys, checkModels } from '../doctor/data.ts';
import { fail, type Finding } from '../doctor/finding.ts';
import {
  checkBrowser,
  checkDataDir,
  checkDisk,
  checkInterface,
  checkIsolation,
  checkNode,
  checkPort,
} from '../doctor/machine.ts';
import { checkPython } from '../doctor/python.ts';

export const command: Command = {
  name: 'doctor',
  summary: 'look for what is wrong, and say what to do',
  usage: 'Usage: cairn doctor\n\nExits 0 when nothing keeps Cairn from working, 1 otherwise.',

  async run(ctx) {
    flagsOf(ctx, {});
    const inputs = { dataDir: ctx.dataDir, env: ctx.env, platform: process.platform };
    const folder = checkDataDir(inputs);
    const findings: Finding[] = [
      checkNode(),
      folder,
      checkDisk(inputs),
      checkInterface(inputs),
      checkBrowser(inputs),
      await checkPython(inputs),
    ];
    if (folder.status === 'ok') {
      const database = checkDatabase(inputs);
      findings.push(database, await checkPort(inputs));
      // Opening a damaged database would only repeat what was just said.
      if (database.status === 'ok') findings.push(...(await checkContent(ctx)));
    }
    const healthy = findings.every((finding) => finding.status !== 'fail');
    report(ctx, { healthy, findings }, () => findings.map((finding) => line(ctx, finding)).join('\n'));
    return healthy ? 0 : 1;
  },
};

async function checkContent(ctx: CommandContext): Promise<Finding[]> {
  try {
    const services = await ctx.services();
    return [
      checkCurriculum(services),
      checkKeys(services),
      ...(await checkModels(services)),
      await checkIsolation(services.settings.get().labIsolation),
    ];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [fail('content', error.message, error.hint ?? '')];
  }
}

/** The names of providers are longer than those of the other findings. */
const WIDTH = 18;

function line({ paint }: CommandContext, { id, status, detail, hint }: Finding): string {
  const mark = { ok: paint.good('ok  '), warn: paint.warn('warn'), fail: paint.bad('FAIL') }[status];
  return `${mark}  ${id.padEnd(WIDTH)}${detail}${hint ? `\n      ${' '.repeat(WIDTH)}${paint.dim(hint)}` : ''}`;
}
