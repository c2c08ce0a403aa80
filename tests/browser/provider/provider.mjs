// A provider of logins for tests: whoever says who they are is let in, after its own forms.
// Arguments: its port, the client's secret, the address to which it sends people back.
import Provider from "oidc-provider";

const [port, clientSecret, redirectUri] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "ictrack",
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [redirectUri],
    },
  ],
  claims: { openid: ["sub"], profile: ["name"], email: ["email"] },
  // What is known of somebody stands in the token that the app reads.
  conformIdTokenClaims: false,
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `Invented ${id}`, email: `${id}@example.org` }),
  }),
  cookies: { keys: [clientSecret] },
});
provider.listen(Number(port), "localhost");
