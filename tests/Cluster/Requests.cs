using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

/// <summary>What a person would write by hand into a message: the churn sample, and a customer to ask about.</summary>
internal static class Requests
{
    /// <summary>A whole run of the sample takes a few seconds.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static JsonObject Churn(params (string Path, string Value)[] overrides) => new()
    {
        ["pipeline"] = File.ReadAllText(Path.Combine(Repository.Sample("churn"), "pipeline.yaml")),
        ["sourceFolder"] = Repository.Sample("churn"),
        ["requestedBy"] = "a plain client",
        ["overrides"] = new JsonObject(overrides.Select(one => KeyValuePair.Create(one.Path, (JsonNode?)one.Value))),
    };

    public static JsonObject Customer() => new()
    {
        ["female"] = 1, ["senior_citizen"] = 0, ["partner"] = 1, ["dependents"] = 0, ["tenure"] = 3,
        ["phone_service"] = 1, ["multiple_lines"] = "No", ["internet_service"] = "Fiber optic",
        ["online_security"] = "No", ["online_backup"] = "No", ["device_protection"] = "No", ["tech_support"] = "No",
        ["streaming_tv"] = "Yes", ["streaming_movies"] = "No", ["contract"] = "Month-to-month",
        ["paperless_billing"] = 1, ["payment_method"] = "Electronic check",
        ["monthly_charges"] = 79.5, ["total_charges"] = 238.5,
    };
}
