/** Greets a person by name. */
export function greet(_options: { name: string }): { text: string } {
  // Step 1 is yours.
  return { text: 'Hello.' };
}

/** Asks the model one question. */
export async function ask(_options: { question: string }): Promise<{ answer: string }> {
  // Step 2 is yours.
  return { answer: '' };
}
