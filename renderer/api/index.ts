export { api, type Inputs, type Outputs } from './client.ts';
export { explain } from './explain.ts';
export { useConnection, useLive } from './live.ts';
export { forgetData, haveAnswered, updateData, useChange, useData } from './queries.ts';
