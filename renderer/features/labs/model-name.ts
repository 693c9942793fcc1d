/** The short name of `provider/model` for tight places; the provider is left out. */
export function titleOfModel(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
