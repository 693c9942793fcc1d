import { z } from 'zod';

export const ticketSchema = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  priority: z.enum(['low', 'normal', 'high']),
  status: z.enum(['open', 'closed']),
  resolution: z.string().nullable(),
});

export const newTicketSchema = z.object({
  title: z.string().min(1).max(120).describe('One line that says what is wrong'),
  body: z.string().describe('What happened, in the words of the customer'),
  priority: z.enum(['low', 'normal', 'high']).default('normal'),
});
