export { createGateway, type GatewayBooks, type GatewayDeps } from './gateway.ts';
export { createLazyServer, serveGateway } from './serve.ts';
export { createProviders, type Providers } from './providers/registry.ts';
export { createProviderStore, type ProviderStore } from './provider-store.ts';
export { createRedactor, type Redactor } from './redact.ts';
export { openCassette, type Cassette } from './replay/cassette.ts';
export type { ReplayCache } from './replay/cache.ts';
export type { TraceStore } from './trace-store.ts';
export type * from './types.ts';
