import path from 'node:path';
import { existingEnvironment } from '../../server/labs/adapters/python/environment.ts';
import { findPython } from '../../server/labs/adapters/python/find-python.ts';
import { RuntimeMissing } from '../../server/labs/adapters/types.ts';
import { pathsFor } from '../../host/paths.ts';
import { ok, warn, type DoctorInputs, type Finding } from './finding.ts';

/** Whether labs can be done in Python. Never a failure: TypeScript needs nothing. */
export async function checkPython({ dataDir, env }: DoctorInputs): Promise<Finding> {
  const folder = env['CAIRN_PYTHON_ENVIRONMENTS'] ?? path.join(dataDir, 'labs', '.python');
  const ready = existingEnvironment({ folder, labs: pathsFor(dataDir).labs, env });
  if (ready) return ok('python', 'Python is ready for the labs.');
  try {
    const { version, file } = await findPython(env, ({ hasVenv }) => hasVenv);
    return ok(
      'python',
      `Python ${version} at ${file}. Its packages are installed with the first check in Python.`,
    );
  } catch (error) {
    if (!(error instanceof RuntimeMissing)) throw error;
    const [what, ...rest] = error.message.split(/(?<=\.) /);
    return warn('python', what!, rest.join(' '));
  }
}
