using System.Text.Json.Nodes;

namespace Trainyard.EndToEnd.Tests;

public sealed partial class When_somebody_lies_in_the_stores
{
    /// <summary>Each lie, and what is said of it: kinds, and words of the sentence.</summary>
    public static TheoryData<string, (string Kind, string Words)[]> Lies => new()
    {
        { "the alias points to another version", [("alias-without-move", "points to version 2, change 1")] },
        { "the alias is a change ahead", [("served-alias-differs", "points to version 1, change 2147483647")] },
        { "an alias that nobody moved", [("alias-not-served", "production of penguins points to version 1")] },
        {
            "another version is served",
            [("served-version-missing", "Registry has no such version"), ("deployment-differs-from-statement", "not 9")]
        },
        { "a change ahead is served", [("served-change-ahead", "the last change that Registry decided is 1")] },
        { "another artifact is served", [("served-artifact-differs", "that version is artifact ")] },
        { "another deployment is served", [("served-move-differs", "Registry decided that change as version 1")] },
        {
            "something is served under another alias",
            [
                ("served-alias-differs", "the alias points to nothing"),
                ("deployment-differs-from-statement", "about alias 'staging'"),
            ]
        },
        { "nothing is served", [("alias-not-served", "Serving has nothing under that name")] },
        {
            "the version has a better metric",
            [
                ("version-differs-from-statement", "metric accuracy"),
                ("version-differs-from-run", "Its accuracy is 1, there it is "),
                ("version-differs-from-report", "Its accuracy is 1, in the report it is "),
            ]
        },
        { "the run has a better metric", [("version-differs-from-run", "there it is 1.")] },
        { "the run registered nothing", [("version-differs-from-run", "Its version is 1, there it is none.")] },
        { "the version has another artifact", [("version-differs-from-run", "Its model artifact is ")] },
        { "the version is of another run", [("version-of-unknown-run", "there is no record of that run")] },
        { "the version is signed by another key", [("version-not-signed", "which is not trusted")] },
        { "the move goes to another version", [("move-differs-from-statement", "Its move is about version 1, not 9")] },
        { "somebody else moved it", [("move-differs-from-statement", "who decided it")] },
        { "it was moved for another reason", [("move-differs-from-statement", "reason")] },
        { "it was moved at another time", [("move-differs-from-statement", "time of the decision")] },
        { "the move is signed by another key", [("move-not-signed", "which is not trusted")] },
        { "a move far ahead", [("move-not-signed", "was decided before moves were signed, or not by Registry")] },
        {
            "the aliases ask for nothing",
            [("owner-differs-from-statement", "about the gate of alias 'staging' accuracy >= ")]
        },
        {
            "the model has another owner",
            [("owner-differs-from-statement", "about owner 'field-station', not 'mallory'")]
        },
        { "nothing was signed of the owner", [("owner-not-signed", "was written before that was signed")] },
        { "nobody says what aliases ask for", [("owner-missing", "Model 'penguins' has an alias, and no record")] },
        {
            "somebody else asked for the version",
            [("version-differs-from-run", "Its requester is 'mallory', there it")]
        },
        {
            "a schedule led to the version",
            [("version-differs-from-run", "Its trigger is Schedule 'nightly', there it is Request.")]
        },
        { "a schedule led to the move", [("move-differs-from-run", "Its trigger is Schedule 'nightly', there it is")] },
        {
            "the served move failed",
            [
                ("alias-without-move", "no such move was served"),
                ("move-contradicts-itself", "is Failed, and served since"),
                ("move-differs-from-run", "It is Failed, and the run was told that it is served."),
            ]
        },
        { "the move is served and nobody knows since when", [("move-contradicts-itself", "nothing says since when")] },
        { "the move is superseded by none", [("move-not-superseded", "no later change is served")] },
        { "a move that is served and the alias is not there", [("served-move-without-alias", "is at change 1")] },
        { "the alias points there since another time", [("alias-since-another-time", "since 2019-01-01 00:00:00Z")] },
        {
            "a list shows a better metric",
            [("record-differs-beside", "summary.metrics.accuracy 0.99999, and it says")]
        },
        { "a list shows one metric more", [("record-differs-beside", "summary.metrics.zeal 1, and it says nothing")] },
        { "a version is found as another", [("record-differs-beside", "By 'version' it is found as 7, and says 1")] },
        { "a run is shown as another's", [("record-differs-beside", "Lists show requestedBy \"mallory\"")] },
        { "a job is found as one that is over", [("record-differs-beside", "Beside record ")] },
        { "a version names no blob", [("record-differs-beside", "a collection would remove it")] },
        {
            "all of it is signed by a key that was added",
            [("version-of-unknown-run", "there is no record of that run")]
        },
    };

    private void Plant(string lie)
    {
        switch (lie)
        {
            case "the alias points to another version":
                Change("registry", "aliases", alias => alias["version"] = 2);
                break;
            case "the alias is a change ahead":
                Change("registry", "aliases", alias => alias["change"] = int.MaxValue);
                break;
            case "an alias that nobody moved":
                Copy("registry", "aliases", "penguins/production", alias => alias["alias"] = "production");
                break;
            case "another version is served":
                Change("serving", "deployments", deployment => deployment["version"] = 9);
                break;
            case "a change ahead is served":
                Change("serving", "deployments", deployment => deployment["change"] = int.MaxValue);
                break;
            case "another artifact is served":
                Change("serving", "deployments", deployment =>
                    deployment["artifact"]!["sha256"] = new string('a', 64));
                break;
            case "another deployment is served":
                Change("serving", "deployments", deployment => deployment["deploymentId"] = Guid.NewGuid().ToString());
                break;
            case "something is served under another alias":
                Copy("serving", "deployments", "penguins/production", one => one["alias"] = "production");
                break;
            case "nothing is served":
                Execute("serving", "DELETE FROM deployments");
                break;
            case "the version has a better metric":
                Change("registry", "versions", version => version["metrics"]!["accuracy"] = 1);
                break;
            case "the run has a better metric":
                Change("pipeline", "runs", run => run["metrics"]!["accuracy"] = 1);
                break;
            case "the run registered nothing":
                Change("pipeline", "runs", run => (run["version"], run["endedAt"]) = (null, LongAgo));
                break;
            case "the version has another artifact":
                Change("registry", "versions", version => version["artifact"]!["sha256"] = new string('a', 64));
                break;
            case "the version is of another run":
                Change("registry", "versions", version => version["runId"] = Guid.NewGuid().ToString());
                break;
            case "the version is signed by another key":
                Change("registry", "versions", version => version["statement"] = Signed(version, "stranger"));
                break;
            case "the move goes to another version":
                Change("registry", "alias_moves", move => move["version"] = 9);
                break;
            case "somebody else moved it":
                Change("registry", "alias_moves", move => move["requestedBy"] = "mallory");
                break;
            case "it was moved for another reason":
                Change("registry", "alias_moves", move => move["reason"] = "It was better.");
                break;
            case "it was moved at another time":
                Change("registry", "alias_moves", move => move["decidedAt"] = "2020-02-29T12:00:00+00:00");
                break;
            case "the move is signed by another key":
                Change("registry", "alias_moves", move => move["statement"] = Signed(move, "stranger"));
                break;
            case "a move far ahead":
                Copy("registry", "alias_moves", "penguins/staging/2147483646", move =>
                {
                    (move["change"], move["deploymentId"]) = (int.MaxValue - 1, Guid.NewGuid().ToString());
                    _ = (move.Remove("statement"), move.Remove("runId"));
                });
                break;
            case "the aliases ask for nothing":
                Change("registry", "owned_models", owned => owned["gates"] = new JsonObject());
                break;
            case "the model has another owner":
                Change("registry", "owned_models", owned => owned["owner"] = "mallory");
                break;
            case "nothing was signed of the owner":
                Change("registry", "owned_models", owned =>
                    (owned["gates"], owned["statement"]) = (new JsonObject(), null));
                break;
            case "nobody says what aliases ask for":
                Execute("registry", "DELETE FROM owned_models");
                break;
            case "somebody else asked for the version":
                Change("registry", "versions", version => version["requestedBy"] = "mallory");
                break;
            case "a schedule led to the version":
                Change("registry", "versions", version => version["trigger"] = Nightly());
                break;
            case "a schedule led to the move":
                Change("registry", "alias_moves", move => move["trigger"] = Nightly());
                break;
            case "the served move failed":
                Change("registry", "alias_moves", move => move["state"] = "Failed");
                break;
            case "the move is served and nobody knows since when":
                Change("registry", "alias_moves", move => move["servedAt"] = null);
                break;
            case "the move is superseded by none":
                Change("registry", "alias_moves", move =>
                    (move["state"], move["servedAt"], move["decidedAt"]) = ("Superseded", null, LongAgo));
                break;
            case "a move that is served and the alias is not there":
                Copy("registry", "alias_moves", "penguins/staging/00000002", move =>
                    (move["change"], move["deploymentId"]) = (2, Guid.NewGuid().ToString()));
                break;
            case "the alias points there since another time":
                Change("registry", "aliases", alias => alias["since"] = "2019-01-01T00:00:00+00:00");
                break;
            case "a list shows a better metric":
                Execute(
                    "registry", "UPDATE versions SET shown = json_set(shown, '$.summary.metrics.accuracy', 0.99999)");
                break;
            case "a list shows one metric more":
                Execute("registry", "UPDATE versions SET shown = json_set(shown, '$.summary.metrics.zeal', 1)");
                break;
            case "a version is found as another":
                Execute("registry", "UPDATE versions SET by_version = 7");
                break;
            case "a run is shown as another's":
                Execute("pipeline", "UPDATE runs SET shown = json_set(shown, '$.requestedBy', 'mallory')");
                break;
            case "a job is found as one that is over":
                Execute("registry", "UPDATE jobs SET by_due = 1");
                break;
            case "a version names no blob":
                Execute("registry", "UPDATE versions SET blobs = ''");
                break;
            case "all of it is signed by a key that was added":
                Copy("registry", "versions", "penguins/2", version =>
                {
                    (version["version"], version["runId"]) = (2, Guid.NewGuid().ToString());
                    version["statement"] = Signed(version, "trust");
                });
                break;
            default:
                throw new InvalidOperationException($"'{lie}' is no lie.");
        }
    }
}
