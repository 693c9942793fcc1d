import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { labSchemaText } from '../../../electron/server/labs/json-schema.ts';
import { root } from '../../support/app.ts';

const FILE = path.join(root, 'labs/lab.schema.json');

describe('the schema of lab.yaml', () => {
  it('is current; `npm run labs:schema` writes it', () => {
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(labSchemaText()));
  });

  it('knows every field, and refuses others', () => {
    const schema = JSON.parse(labSchemaText()) as { properties: object; additionalProperties: boolean };
    expect(Object.keys(schema.properties)).toContain('nativePackages');
    expect(schema.additionalProperties).toBe(false);
  });
});
