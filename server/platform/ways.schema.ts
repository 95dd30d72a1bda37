import * as z from "zod";

/** Where something is told outside the product: a webhook, and letters. */
export const Ways = z.object({
  webhook: z
    .url({ protocol: /^https?$/, error: "expected an address that begins with http:// or https://" })
    .max(500)
    .nullable(),
  emails: z.array(z.email("expected an e-mail address").max(200)).max(20),
});
export type Ways = z.infer<typeof Ways>;
