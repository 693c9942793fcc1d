import { javascript } from '../../../fixtures/clients/program.ts';
import { describeClient } from '../../../fixtures/clients/spec.ts';

describeClient({
  title: 'LangChain and LangGraph',
  file: 'js/langchain.mjs',
  runtime: javascript(),
  version: '2023-06-01',
  addsUpStreams: true,
});
