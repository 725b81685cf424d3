using CsCheck;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;
using Trainyard.Serving.CheckRecords;
using Trainyard.Serving.DeployModels;
using Trainyard.Support;

namespace Trainyard.Serving.Tests;

public sealed class When_a_deployment_is_not_what_was_signed : IAsyncDisposable
{
    private readonly ServingYard _yard = new();

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    public static TheoryData<string, string> Lies => new()
    {
        { "model", "Its statement is about model 'flights', not 'penguins'." },
        { "version", "Its statement is about version 1, not 2147483647." },
        { "run", "Its statement is about run " },
        { "artifact", "Its statement is about artifact " },
        { "another's statement", "Its statement is about model 'penguins', not 'flights'." },
        { "another's artifact and statement", "Its statement is about model 'penguins', not 'flights'." },
        { "no statement", "It has no signed statement." },
        { "nonsense", "The envelope of its statement is not the JSON expected" },
        { "too long", "Its statement has 65,537 characters; at most 65,536 are read." },
        { "alias", "Its move is about alias 'staging', not 'production'." },
        { "change", "Its move is about change 1, not 2147483647." },
        { "another's move", "Its move is about model 'penguins', not 'flights'." },
        { "no move", "It has no signed statement." },
        { "a version's statement for a move", "The type of its predicate is 'https://slsa.dev/provenance/v1', not '" },
        { "a move outside of a run for one of a run", "Its move is about run none, not " },
        { "a stranger's move", "which is not trusted: there is no such public key in '" },
        { "a move to another run's version", "Its statement is about run " },
        { "a change that follows none", "Its move is change 2147483647, and does not name the one before it." },
        { "a change that was moved before", "Its move is about deployment " },
        { "a stranger's key", "which is not trusted: there is no such public key in '" },
        { "a stranger who says that he is Registry", "The signature of its statement by key " },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Should_be_refused_with_what_differs_and_never_be_served(string lie, string sentence)
    {
        var forged = await Forge(lie);
        var serving = _yard.Start();

        var fault = await Assert.ThrowsAsync<StepFaultException>(() => serving.Deploy(forged));

        Assert.StartsWith(
            $"Version {forged.Version} of model '{forged.Model}' can't be served. ", fault.Message,
            StringComparison.Ordinal);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Null(serving.Models.Find(forged.Model, forged.Alias));
        // People hear of it too.
        var said = Assert.Single(serving.Said);
        Assert.Equal((forged.DeploymentId, forged.Change, forged.RunId), (said.DeploymentId, said.Change, said.RunId));
        Assert.Contains(sentence, said.Reason, StringComparison.Ordinal);
        Assert.Empty(await _yard.Yard.Documents(Deployment.Collection).Query(new()));
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Should_not_be_loaded_from_the_store_either_and_be_named_by_the_doctor(string lie, string sentence)
    {
        var forged = await Forge(lie);
        var deployments = _yard.Yard.Documents(Deployment.Collection);
        Assert.True(await deployments.TryInsert(Deployment.Of(forged, _yard.Time.GetUtcNow())));

        var serving = _yard.Start();
        await serving.Loader.LoadMissing(default);

        Assert.True(serving.Loader.IsDone);
        Assert.Null(serving.Models.Find(forged.Model, forged.Alias)!.Model);
        var found = Assert.Single(await Found(serving));
        Assert.Contains(found.Kind, new[] { "deployment-not-signed", "deployment-differs-from-statement" });
        Assert.Equal($"{forged.Model}/{forged.Alias}", found.Id);
        Assert.Contains(sentence, found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_not_take_the_place_of_what_answers()
    {
        var serving = _yard.Start();
        _ = await serving.Deploy(await _yard.Command());
        foreach (var lie in Lies)
        {
            var forged = await Forge(lie.Data.Item1, change: 9);
            await Assert.ThrowsAsync<StepFaultException>(() => serving.Deploy(forged));
        }

        _ = await serving.Deploy(await _yard.Command(version: 2));
        Assert.Equal(2, serving.Models.Find("flights", "staging")!.Deployment.Version);
        Assert.Empty(await Found(serving));
    }

    [Fact]
    public async Task Should_not_keep_the_alias_where_somebody_wrote_it_into_the_store()
    {
        var deployments = _yard.Yard.Documents(Deployment.Collection);
        var forged = await _yard.Command() with { Change = int.MaxValue };
        Assert.True(await deployments.TryInsert(Deployment.Of(forged, _yard.Time.GetUtcNow())));
        var serving = _yard.Start();
        await serving.Loader.LoadMissing(default);
        await serving.Loader.LoadMissing(default);
        Assert.Single(serving.Said);

        var deployed = await serving.Deploy(await _yard.Command(version: 2, change: 7));

        Assert.False(deployed.IsSuperseded);
        Assert.Equal((7, 2), (deployed.AnswersWithChange, deployed.AnswersWithVersion));
        Assert.Equal(2, serving.Models.Find("flights", "staging")!.Deployment.Version);
    }

    [Fact]
    public async Task Should_be_refused_in_one_short_line_whatever_it_calls_itself()
    {
        var forged = await _yard.Command() with { Model = "\u001b[2J\n" + new string('x', 5_000_000) };

        var fault = await Assert.ThrowsAsync<StepFaultException>(() => _yard.Start().Deploy(forged));

        Assert.InRange(fault.Message.Length, 300, 1_000);
        Assert.DoesNotContain(fault.Message, char.IsControl);
    }

    [Fact]
    public async Task Should_be_refused_before_the_artifact_is_touched()
    {
        // There is no such artifact: only the order of the checks keeps that from being the complaint.
        var forged = await _yard.Command();
        forged = forged with { Artifact = forged.Artifact with { Sha256 = new string('a', 64) } };

        var fault = await Assert.ThrowsAsync<StepFaultException>(() => _yard.Start().Deploy(forged));

        Assert.Contains("Its statement is about artifact ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_refused_whatever_byte_of_it_is_another()
    {
        var honest = await _yard.Command();
        var envelope = DsseEnvelope.Read(honest.Statement);
        var move = DsseEnvelope.Read(honest.MoveStatement);
        var serving = _yard.Start();
        Assert.Equal(1, (await serving.Deploy(honest)).Version);

        await Gen.Select(Gen.Int[0, 7], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).SampleAsync(
            async (part, at, flip) =>
            {
                var forged = part switch
                {
                    0 => honest with
                    {
                        Statement = (envelope with { Payload = Flip64(envelope.Payload, at, flip) }).Write(),
                    },
                    1 => honest with
                    {
                        Statement = (envelope with
                        {
                            Signatures =
                            [
                                envelope.Signatures[0] with { Sig = Flip64(envelope.Signatures[0].Sig, at, flip) },
                            ],
                        }).Write(),
                    },
                    2 => honest with
                    {
                        Artifact = honest.Artifact with
                        {
                            Sha256 = Convert.ToHexStringLower(
                                Flip(Convert.FromHexString(honest.Artifact.Sha256), at, flip)),
                        },
                    },
                    3 => honest with
                    {
                        Model = System.Text.Encoding.Latin1.GetString(
                            Flip(System.Text.Encoding.Latin1.GetBytes(honest.Model), at, flip)),
                    },
                    4 => honest with
                    {
                        Version = BitConverter.ToInt32(Flip(BitConverter.GetBytes(honest.Version), at, flip)),
                    },
                    5 => honest with { RunId = new Guid(Flip(honest.RunId!.Value.ToByteArray(), at, flip)) },
                    6 => honest with
                    {
                        MoveStatement = (move with { Payload = Flip64(move.Payload, at, flip) }).Write(),
                    },
                    7 => honest with
                    {
                        Change = BitConverter.ToInt64(Flip(BitConverter.GetBytes(honest.Change), at, flip)),
                    },
                    _ => throw new InvalidOperationException($"There is no part {part}."),
                };
                await Assert.ThrowsAsync<StepFaultException>(
                    () => serving.Deploy(forged));
            },
            iter: 400);

        Assert.Equal([("flights", "staging")], serving.Models.Names);
    }

    [Fact]
    public async Task Should_be_served_outside_of_its_run_and_under_any_alias()
    {
        var command = _yard.Moved(await _yard.Command() with { RunId = null, Alias = "production" });

        Assert.Equal(1, (await _yard.Start().Deploy(command)).Version);
    }

    [Fact]
    public async Task Should_say_that_one_from_before_there_were_statements_is_to_be_trained_again()
    {
        var deployments = _yard.Yard.Documents(Deployment.Collection);
        var before = Deployment.Of(await _yard.Command(), _yard.Time.GetUtcNow()) with { Statement = null };
        Assert.True(await deployments.TryInsert(before));
        var serving = _yard.Start();

        await serving.Loader.LoadMissing(default);

        Assert.Null(serving.Models.Find("flights", "staging")!.Model);
        var found = Assert.Single(await Found(serving));
        Assert.Equal("deployment-not-signed", found.Kind);
        Assert.Contains("It was deployed before versions had signed statements. Train it again", found.What,
            StringComparison.Ordinal);
    }

    private async Task<DeployModel> Forge(string lie, long change = 1)
    {
        var honest = await _yard.Command(change: change);
        var other = await _yard.Command(model: "penguins", wrongBy: 1e-13);
        using var key = SigningKey.OpenOrCreate(_yard.Yard.Keys.SigningKey, _yard.Yard.Trust.Path);
        var folder = Path.Combine(_yard.Yard.Folder, "stranger");
        using var stranger = SigningKey.OpenOrCreate(Path.Combine(folder, "key.pem"), folder);
        var facts = SmallModel.Facts(honest.Model, honest.Version, honest.RunId!.Value, honest.Artifact.Sha256);
        var theirs = DsseEnvelope.Read(VersionStatement.Sign(facts, stranger));
        return lie switch
        {
            "model" => honest with { Model = "penguins" },
            "version" => honest with { Version = int.MaxValue },
            "run" => honest with { RunId = Guid.NewGuid() },
            "artifact" => honest with { Artifact = other.Artifact },
            "another's statement" => honest with { Statement = other.Statement },
            "another's artifact and statement" => honest with
            {
                Artifact = other.Artifact, Statement = other.Statement, RunId = other.RunId,
            },
            "no statement" => honest with { Statement = "" },
            "nonsense" => honest with { Statement = "c2ln" },
            "too long" => honest with { Statement = honest.Statement.PadRight(DsseEnvelope.Longest + 1) },
            "alias" => honest with { Alias = "production" },
            "change" => honest with { Change = int.MaxValue },
            "another's move" => honest with { MoveStatement = other.MoveStatement },
            "no move" => honest with { MoveStatement = "" },
            "a version's statement for a move" => honest with { MoveStatement = honest.Statement },
            "a move outside of a run for one of a run" => honest with
            {
                MoveStatement = _yard.Moved(honest with { RunId = null }).MoveStatement,
            },
            "a stranger's move" => honest with
            {
                MoveStatement = MoveStatement.Sign(SmallModel.Move(honest), stranger),
            },
            "a move to another run's version" => _yard.Moved(honest with { RunId = Guid.NewGuid() }),
            "a change that follows none" => honest with
            {
                Change = int.MaxValue,
                MoveStatement = MoveStatement.Sign(
                    SmallModel.Move(honest with { Change = int.MaxValue }) with { Previous = null }, key),
            },
            "a change that was moved before" => honest with { DeploymentId = Guid.NewGuid() },
            "a stranger's key" => honest with { Statement = theirs.Write() },
            "a stranger who says that he is Registry" => honest with
            {
                Statement = (theirs with { Signatures = [theirs.Signatures[0] with { KeyId = key.Id }] }).Write(),
            },
            _ => throw new InvalidOperationException($"'{lie}' is no lie."),
        };
    }

    private async Task<IReadOnlyList<Persistence.ConsistencyChecks.Violation>> Found(ServingProcess serving)
    {
        var found = new List<Persistence.ConsistencyChecks.Violation>();
        var check = new StatementCheck(_yard.Yard.Documents(Deployment.Collection), serving.Statements);
        await foreach (var violation in check.Look(default))
            found.Add(violation);
        return found;
    }

    private static string Flip64(string text, int at, byte flip) =>
        Convert.ToBase64String(Flip(Convert.FromBase64String(text), at, flip));

    private static byte[] Flip(byte[] bytes, int at, byte flip)
    {
        byte[] flipped = [.. bytes];
        flipped[at % flipped.Length] ^= flip;
        return flipped;
    }
}
