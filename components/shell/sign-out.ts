/** Ends the session of this browser, and goes to where one begins. */
export const signOut = async (): Promise<void> => {
  await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  location.assign("/login");
};
