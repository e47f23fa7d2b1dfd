using Wasmill.Flows.Documentation;

namespace Wasmill.Flows.Tests.Documentation;

public sealed class ReferencePageTests
{
    [Fact]
    public void A_page_has_every_setting_and_every_example()
    {
        Assert.Equal("""
            # EverySource

            A source with a setting of every type.

            - apiVersion: `test.wasmill.dev/v1`
            - Command: `wasmill create source every`

            ## Settings

            Under `spec`:

            - `text` (text): a text
            - `flag` (true or false, default: false): a boolean
            - `count` (whole number, 1 to 100, default: 10): a number
            - `wait` (duration such as `500ms`, `30s`, `PT1M`): a time
            - `mode` (`one` or `two` or `three`): a choice
            - `file` (path): a path
            - `servers` (list of texts): a list
            - `headers` (map of texts): a map
            - `token` (text, secret: or `tokenFrom: {file: PATH}` or `{env: NAME}`): a secret
            - `group.inner` (text, required): an inner text
            - `group.key` (text, secret: or `keyFrom: {file: PATH}` or `{env: NAME}`): an inner secret
            - `rules` (list of): a list of groups
              - `name` (text, required): the rule's name
              - `limit` (whole number, 0 or more): the rule's limit

            ## Example: everything on one line

            ```yaml
            apiVersion: test.wasmill.dev/v1
            kind: EverySource
            metadata:
              name: wasm-everysource
            spec:
              text: 'it''s'
              flag: true
              group:
                inner: x
              servers:
              - a
              - 'b c'
              headers:
                one: '1'
              tokenFrom:
                env: TOKEN
            ```

            ```
            wasmill create source every --text 'it'\''s' --flag true --servers a --servers 'b c' --headers one=1 --token-env TOKEN --group.inner x
            ```

            """.ReplaceLineEndings("\n"), ReferencePage.Write(new EverySettingKind(), TestKind.All));
    }
}
