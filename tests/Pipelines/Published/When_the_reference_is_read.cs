using System.Text;
using System.Text.RegularExpressions;

namespace Trainyard.Pipelines.Tests.Published;

public sealed partial class When_the_reference_is_read
{
    private const string Path = "shared/Pipelines/README.md";

    private static string Text => File.ReadAllText(System.IO.Path.Combine(Samples.Root, Path));

    [Fact]
    public void Should_find_every_key_with_its_values_and_default()
    {
        var told = Kinds().Replace(Text, section =>
        {
            var name = section.Groups["name"].Value;
            return $"<!-- kinds: {name} -->\n\n{string.Join('\n', Told[name])}\n<!-- end kinds -->";
        });
        var written = Section().Replace(told, section =>
        {
            var name = section.Groups["name"].Value;
            return $"<!-- keys: {name} -->\n{Table(Parsers()[name].Keys)}<!-- end -->";
        });
        Approved.Check(Path, written);
    }

    [Fact]
    public void Should_find_a_section_for_everything_that_has_keys() =>
        Assert.Equal(Parsers().Keys.Order(), Section().Matches(Text).Select(m => m.Groups["name"].Value).Order());

    [Fact]
    public void Should_be_able_to_copy_every_example()
    {
        var examples = Example().Matches(Text).Select(m => m.Groups["yaml"].Value).ToArray();
        Assert.True(examples.Length >= 15);
        Assert.All(examples, example =>
        {
            var result = PipelineFile.Read(Complete(example));
            var wrong = result.Problems.Where(p => !p.Message.Contains("is not supported yet"));
            Assert.True(!wrong.Any(), $"{string.Join('\n', wrong)}\n{example}");
        });
    }

    /// <summary>An example shows one section; the others are what it takes to make it a pipeline.</summary>
    private static string Complete(string example)
    {
        var whole = new StringBuilder(example).Append('\n');
        foreach (var (key, yaml) in new[]
        {
            ("pipeline", "x"),
            ("source", "{ csv: a.csv }"),
            ("target", "{ late: delay > 15, task: binary }"),
            ("train", "lightgbm"),
        })
        {
            if (!example.StartsWith($"{key}:") && !example.Contains($"\n{key}:")) _ = whole.Append($"{key}: {yaml}\n");
        }

        return whole.ToString();
    }

    /// <summary>What the page says of each kind, from what is known of it.</summary>
    private static Dictionary<string, IEnumerable<string>> Told => new()
    {
        ["train"] = TrainerKinds.All.Select(kind => Tell("train", kind,
            $"Fits {Words.AllOf(kind.Tasks.Select(Words.Of))}. The same rows and seed give the same "
            + (kind.IsReproducible ? "bytes" : "metrics")
            + (kind.UsesThreads ? "" : "; it learns on one thread, whatever `threads` says")
            + $". When its worker dies, it {(kind.GoesOn ? "goes on from a checkpoint" : "begins anew")}.")),
    };

    private static string Tell(string section, Kind kind, string more = "") =>
        $"### {kind.Name}\n\n{$"{kind.Meaning} {more}".TrimEnd()}\n\n"
        + $"<!-- keys: {section}.{kind.Name} -->\n<!-- end -->\n";

    private static Dictionary<string, Parser> Parsers()
    {
        var parsers = new Dictionary<string, Parser> { ["pipeline"] = PipelineGrammar.Parser };
        foreach (var key in PipelineGrammar.Parser.Keys) Add(key.Name, key.Parser);
        foreach (var (word, parser) in TrainerKinds.Parser.Cases) parsers[$"train.{word}"] = parser;
        foreach (var (word, parser) in SplitGrammar.Parser.Cases) parsers[$"split.{word}"] = parser;
        return parsers;

        void Add(string name, Parser parser)
        {
            if (parser.Keys.Count == 0) return;
            parsers[name] = parser;
            if (name is not ("quality" or "clean" or "features")) return;
            foreach (var kind in parser.Keys) Add($"{name}.{kind.Name}", kind.Parser);
        }
    }

    private static string Table(IEnumerable<Key> keys)
    {
        var table = new StringBuilder("| key | what | value | default |\n|---|---|---|---|\n");
        foreach (var key in keys)
        {
            var standard = key.IsLater ? "not supported yet"
                : key.IsRequired ? "**required**"
                : key.Default is { } value ? $"`{value.ToJsonString()}`"
                : "";
            var former = key.Formerly is { } old ? $" (formerly `{old}`)" : "";
            _ = table.Append(
                $"| `{key.Name}`{former} | {Escape(key.Description)} | {Escape(key.Parser.Expected)} | {standard} |\n");
        }

        return table.ToString();
    }

    private static string Escape(string text) => text.Replace("|", "\\|");

    [GeneratedRegex("<!-- keys: (?<name>[a-z_.]+) -->\n(.|\n)*?<!-- end -->")]
    private static partial Regex Section();

    [GeneratedRegex("<!-- kinds: (?<name>[a-z_.]+) -->\n(.|\n)*?<!-- end kinds -->")]
    private static partial Regex Kinds();

    [GeneratedRegex("```yaml\n(?<yaml>(.|\n)*?)```")]
    private static partial Regex Example();
}
