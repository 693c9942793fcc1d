import { z } from 'zod';
import { localDate } from '../../../shared/practice.ts';
import { reviewPeriod, reviewView, savedReview, saveReviewInput } from '../../../shared/review.ts';
import { procedure, router } from '../../trpc.ts';

export const reviewRouter = router({
  get: procedure
    .input(
      z.union([
        z.object({ period: reviewPeriod }),
        z.object({ kind: z.enum(['week', 'month']), date: localDate.optional() }),
      ]),
    )
    .output(reviewView)
    .query(({ ctx: { services }, input }) =>
      services.review.get('period' in input ? input.period : services.review.current(input.kind, input.date)),
    ),
  save: procedure
    .input(saveReviewInput)
    .output(savedReview)
    .mutation(({ ctx, input }) => ctx.services.review.save(input)),
});
