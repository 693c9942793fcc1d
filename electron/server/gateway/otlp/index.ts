export { createOtlpExporter, type OtlpExporter } from './exporter.ts';
export { encoded } from './send.ts';
