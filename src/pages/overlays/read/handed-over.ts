/**
 * In a frame whose address the page can read (client API) the ticket comes after loading. The page can send one, too, but knows none
 * that the background would take: only our script in this tab has tickets.
 */
export const handedOver = (): Promise<string> =>
  new Promise((resolve) =>
    addEventListener("message", ({ data, source }: MessageEvent<{ ticket?: string } | null>) => {
      if (source === parent && data?.ticket) resolve(data.ticket);
    }),
  );
