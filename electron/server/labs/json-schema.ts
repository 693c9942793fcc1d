import { z } from 'zod';
import { labManifest } from './manifest.ts';

/** The JSON Schema of `lab.yaml`, for editors: what a person writes, before defaults are filled in. */
export function labSchemaText(): string {
  const schema = z.toJSONSchema(labManifest, { io: 'input', target: 'draft-7' });
  const titled = { title: 'A lab of Cairn', ...schema };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
