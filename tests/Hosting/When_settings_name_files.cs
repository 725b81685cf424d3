using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting.Http;
using Trainyard.Hosting.Stores;

namespace Trainyard.Hosting.Tests;

/// <summary>What the operator names for the process to read is no source of data, wherever it lies.</summary>
public sealed class When_settings_name_files : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Named { get; } =
    [
        .. typeof(YardFolders).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Settings", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties()
                .Where(setting => setting.PropertyType == typeof(string)
                    && setting.Name.EndsWith("File", StringComparison.Ordinal))
                .Select(setting => $"{SectionOf(type)}:{setting.Name}")),
        "Kestrel:Certificates:Default:Path",
        "Kestrel:Certificates:Default:KeyPath",
        "Kestrel:Endpoints:Https:Certificate:Path",
        "Kestrel:Endpoints:Https:Certificate:KeyPath",
    ];

    private static string SectionOf(Type settings) =>
        settings == typeof(DocumentSettings) ? "Documents" : settings.Name[..^"Settings".Length];

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Should_keep_each_as_a_file_of_the_yard(string setting)
    {
        var file = Path.Combine(_folder, "named");
        await File.WriteAllTextAsync(file, HttpKey.Create(), TestContext.Current.CancellationToken);

        await using var app = new YardBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder}/yard", $"--{setting}={file}"]).Build();

        Assert.Contains(file, app.Services.GetRequiredService<YardFolders>().All);
    }
}
