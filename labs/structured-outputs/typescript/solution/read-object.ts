/** The JSON object in a text, also when there are words or a code fence around it; undefined when there is none. */
export function readObject(text: string): unknown {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
