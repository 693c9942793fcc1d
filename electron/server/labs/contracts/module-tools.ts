import type { LanguageAdapter } from '../adapters/types.ts';
import type { CallOptions, CallOutcome, CheckTools } from '../checks.ts';
import { fail } from '../expect.ts';
import { tail } from '../sandbox/tail.ts';
import type { ModuleAnswer, ModuleClient } from './module-client.ts';

const DEFAULT_MS = 15_000;

interface Deps {
  adapter: LanguageAdapter;
  workspace: string;
  entry: string;
  /** The learner's functions, started at the first call. */
  start: () => Promise<ModuleClient>;
}

/** Calls of the learner's functions whose every way to go wrong is a failure in words. */
export function createModuleTools(deps: Deps): Pick<CheckTools, 'call' | 'tryCall'> {
  const { adapter, workspace, entry } = deps;

  async function ask(
    name: string,
    args: Record<string, unknown>,
    options: CallOptions,
  ): Promise<ModuleAnswer> {
    const client = await deps.start();
    const params = Object.fromEntries(
      Object.entries(args).map(([key, value]) => [adapter.nameOf(key), value]),
    );
    const timeoutMs = options.timeoutMs ?? DEFAULT_MS;
    const answer = await client.call(adapter.nameOf(name), params, timeoutMs);
    if (answer === 'timeout')
      return fail({ message: `${adapter.nameOf(name)} did not answer within ${timeoutMs / 1000} seconds.` });
    if (answer !== 'gone') return answer;
    const said = tail(client.program.output()) || '(nothing)';
    return fail({ message: `Your program ended during ${adapter.nameOf(name)}. It said:\n${said}` });
  }

  function outcomeOf(answer: ModuleAnswer, name: string): CallOutcome & { trace?: string } {
    if (typeof answer === 'string') throw new Error(`no outcome of ${answer}`);
    if ('result' in answer) return { value: answer.result };
    const { code, message, data } = answer.error;
    if (code === -32601)
      return fail({
        message: `${entry} should have the function ${adapter.nameOf(name)}: write "${adapter.declaration(name)}".`,
      });
    return { error: { type: data?.type ?? 'Error', message }, trace: data?.trace ?? '' };
  }

  return {
    async call(name, args = {}, options = {}) {
      const { value, error, trace = '' } = outcomeOf(await ask(name, args, options), name);
      if (!error) return value;
      const said = error.message === '' ? error.type : `${error.type}: ${error.message}`;
      return fail({
        message: `${adapter.nameOf(name)} should give a result. It failed with ${said}`,
        ...adapter.placeOf(trace, workspace),
      });
    },
    async tryCall(name, args = {}, options = {}) {
      const { value, error } = outcomeOf(await ask(name, args, options), name);
      return error ? { error } : { value };
    },
  };
}
