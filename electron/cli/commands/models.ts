import { AppError } from '../../shared/errors.ts';
import type { ConnectionTest, Provider } from '../../shared/models.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { table } from '../output.ts';

export const command: Command = {
  name: 'models',
  summary: 'the connected models; test one, or pick the default',
  usage: `Usage: cairn models
       cairn models test [PROVIDER/MODEL]
       cairn models default [PROVIDER/MODEL]

  test      makes one tiny call; without a name, to the default model
  default   shows the default model, or sets it`,

  async run(ctx) {
    const { positionals } = flagsOf(ctx, {});
    const [action, model, ...more] = positionals;
    if (more.length > 0)
      throw new AppError('bad_input', `"${more.join(' ')}" is too much.`, { hint: 'Name one model.' });
    switch (action) {
      case undefined:
        return list(ctx);
      case 'test':
        return test(ctx, model);
      case 'default':
        return setDefault(ctx, model);
      default:
        throw new AppError('bad_input', `\`cairn models\` has no action "${action}".`, {
          hint: 'Use test or default, or neither.',
        });
    }
  },
};

async function list(ctx: CommandContext): Promise<number> {
  const { models } = await ctx.services();
  const providers = await models.providers();
  const chosen = models.defaultModel();
  report(ctx, { default: chosen, providers }, () =>
    providers.map((provider) => describe(ctx, provider, chosen)).join('\n\n'),
  );
  return 0;
}

/** What a connected server was connected for. */
const SPEAKS: Partial<Record<Provider['kind'], string>> = {
  'anthropic-compatible': 'the Messages API',
  'openai-compatible': 'Chat Completions',
};

function describe({ paint }: CommandContext, provider: Provider, chosen: string): string {
  const state = provider.state === 'ready' ? paint.good('ready') : paint.warn(provider.state);
  const rows = provider.models.map(({ ref, title, purpose }) => [
    `${ref === chosen ? '*' : ' '} ${ref}`,
    purpose ? `${title} (${purpose})` : title,
  ]);
  const models = rows.length > 0 ? `\n${table(rows)}` : '';
  const speaks = SPEAKS[provider.kind];
  const detail = speaks ? `${provider.detail.replace(/\.$/, '')}; speaks ${speaks}.` : provider.detail;
  return `${paint.bold(provider.title)}  ${state}  ${paint.dim(detail)}${models}`;
}

/** Exit code 0 when the model answered, 1 when it did not. */
async function test(ctx: CommandContext, model: string | undefined): Promise<number> {
  const { models } = await ctx.services();
  const result = await models.test(model ?? models.defaultModel());
  report(ctx, result, () => testLines(ctx, result));
  return result.status === 'ok' ? 0 : 1;
}

function testLines({ paint }: CommandContext, result: ConnectionTest): string {
  if (result.status === 'failed') return `${paint.bad('failed')}  ${result.model}\n${result.message}`;
  const cost = result.costUsd === null ? 'cost unknown' : `$${result.costUsd.toFixed(6)}`;
  const facts = `${result.totalMs} ms, ${result.inputTokens ?? '?'} tokens in, ${result.outputTokens ?? '?'} out, ${cost}`;
  return `${paint.good('ok')}  ${result.model}  ${paint.dim(facts)}\n${result.message}`;
}

async function setDefault(ctx: CommandContext, model: string | undefined): Promise<number> {
  const { models } = await ctx.services();
  const chosen = model === undefined ? models.defaultModel() : models.setDefault(model);
  report(ctx, { default: chosen }, () => `The default model is ${chosen}.`);
  return 0;
}
