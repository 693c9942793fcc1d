import { python } from '../../../fixtures/clients/program.ts';
import { describeClient } from '../../../fixtures/clients/spec.ts';

describeClient({
  title: 'the official Python clients',
  file: 'python/official.py',
  runtime: python(),
  version: '2026-10-21',
});
